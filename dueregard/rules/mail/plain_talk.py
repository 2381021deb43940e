"""Decides whether a sentence that is in no table still only says that a request came, is in hand, or will be answered.

It is cut into pieces, left to right. Whatever does something must be a piece of the table beside this file, whole:
"has been logged", "will be answered by", never "has been answered". Between them only small words may stand. Written
by us from how offices acknowledge requests.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from dueregard.rules.mail.known_phrases import TOPIC
from dueregard.rules.mail.known_sentences import Saying
from dueregard.rules.mail.known_words import can_describe, may_be_a_name, word_list
from dueregard.rules.mail.slots import is_theirs

_TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "plain_talk.toml").read_text(encoding="utf-8"))
_SAYINGS = {
    "received": Saying.RECEIVED,
    "handling": Saying.HANDLING,
    "promise": Saying.PROMISE,
    "reference": Saying.REFERENCE,
}
_ABOUT_ANYTHING = "about"
_ABOUT = frozenset({"about", "about_ours"})
_LONGEST_SUBJECT = 10  # words
_WORD = re.compile(r"\u00ab[a-z ]+\u00bb|[\w'-]+")
_GAP = re.compile(r"[\s,;:.!()\[\]\"'|/\u2022-]*")
_BETWEEN = frozenset(_TABLE["between"].split())
_GENERIC = word_list("generic_names")
_LONGEST = 60  # words
_LAWS = ("\u00abact\u00bb", "\u00abregulations\u00bb")


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern


def _read_table() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str], re.Pattern[str]]:
    parts: dict[str, str] = {}
    for name, text in _TABLE["parts"].items():
        parts[name] = _filled(text, parts)
    kinds = {
        kind: re.compile(rf"(?:{'|'.join(_filled(row.strip(), parts) for row in rows)})(?![\w\u00ab'-])")
        for kind, rows in _TABLE["kinds"].items()
    }
    plain, anywhere = (re.compile("|".join(_TABLE["never"][name])) for name in ("plain", "anywhere"))
    return kinds, plain, anywhere


PIECES, _NEVER, _NEVER_ANYWHERE = _read_table()
_STRANGER = re.compile(
    rf"\b(?:by|from|with|to) (?:the )?({'|'.join(_TABLE['never']['strangers'].split())})\b(?! and crime)"
    rf"|\bthe (commissioner|ombudsman|ministry|regulator|government|police) (?:will|has|have|is|are)\b"
)


def may_decide(plain: str, theirs: frozenset[str]) -> bool:
    """Whether a sentence in its plain form could do more than its words show: it then is known to no table.

    It names another body as the one that has the request, starts the time anew, or says that the answer is out.
    """
    if _NEVER_ANYWHERE.search(plain):
        return True
    return any((found.group(1) or found.group(2)) not in theirs for found in _STRANGER.finditer(plain))


@lru_cache(maxsize=512)
def plain_sayings(
    plain: str, ours: frozenset[str], may_name: frozenset[str], theirs: frozenset[str]
) -> tuple[Saying, ...] | None:
    """What a sentence in its plain form (see `slots`) says, if all of it is plain talk; else nothing.

    `ours` are words of our own subject, `may_name` the marks of the law of the case, `theirs` words of their name.
    """
    if "?" in plain or len(plain.split()) > _LONGEST or any(law in plain and law not in may_name for law in _LAWS):
        return None
    said: list[Saying] = []
    for kind in _kinds_in(plain, ours, theirs):
        if kind is None:
            return None
        if kind in _SAYINGS:
            said.append(_SAYINGS[kind])
    return None if _NEVER.search(plain) else tuple(dict.fromkeys(said)) or None


def _kinds_in(text: str, ours: frozenset[str], theirs: frozenset[str]) -> Iterator[str | None]:
    """The kind of each piece, left to right; nothing for a word that is in none, and then the end."""
    place, about, described, has_sign = 0, "", 0, False
    while True:
        gap = _GAP.match(text, place)
        place = gap.end() if gap else place
        if place >= len(text):
            return
        has_sign = has_sign or bool(gap and gap.group().strip(" \"'"))
        kind, end = _piece_at(text, place)
        if end:
            about, described, has_sign = kind if kind in _ABOUT else "", 0, False
            yield kind
            place = end
            continue
        found = _WORD.match(text, place)
        if found is None:
            yield None
            return
        word = found.group()
        may_be_anything = about == _ABOUT_ANYTHING and not has_sign and described < _LONGEST_SUBJECT
        if about and (word in ours or word in TOPIC or (may_be_anything and can_describe(word))):
            described += 1
        elif not (about and not described) and (word in _BETWEEN or _is_of_their_name(word, theirs)):
            about = ""
        else:
            yield None
            return
        place = found.end()


def _piece_at(text: str, place: int) -> tuple[str, int]:
    """The longest piece that begins at a place."""
    best, longest = "", 0
    for kind, pattern in PIECES.items():
        found = pattern.match(text, place)
        if found is not None and found.end() > max(longest, place):
            best, longest = kind, found.end()
    return best, longest


def _is_of_their_name(word: str, theirs: frozenset[str]) -> bool:
    """Whether a word can only be part of the name of the body that writes."""
    return word not in _GENERIC and can_describe(word) and may_be_a_name(word) and is_theirs(word, theirs)
