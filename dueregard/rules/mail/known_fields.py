"""Says of a line whether it is a field of a letter that says nothing, or our own request repeated.

"Received: 11/02/2025" is known, "Status: closed" is not: for each name of a field the table beside this file lists
what may stand in it. A repeated request only asks or names things: a line that could answer is not known as one.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from dueregard.rules.mail.known_phrases import TOPIC, UNITS
from dueregard.rules.mail.known_sentences import Saying
from dueregard.rules.mail.signature_lines import is_name_line
from dueregard.rules.mail.slots import plain_line, with_slots

_TABLE = tomllib.loads((Path(__file__).parent / "known_fields.toml").read_text(encoding="utf-8"))
_LABELS: dict[str, frozenset[str]] = {
    kind: frozenset(" ".join(label.split()) for label in labels.split(";")) for kind, labels in _TABLE["labels"].items()
}
_VALUES: dict[str, frozenset[str]] = {kind: frozenset(words.split()) for kind, words in _TABLE["values"].items()}
_BEGINS = tuple(f"{' '.join(words.split())} " for words in _TABLE["asking"]["begins"].split(";"))
# "Has been sent" answers, "has it been sent?" asks.
_ONLY_WITH_A_MARK = ("has ", "have ", "is ", "are ", "do ", "does ", "did ", "any ", "who ", "what ", "which ", "when ")
_ASKING = frozenset(_TABLE["asking"]["words"].split())

_MARK = r"(?:[-\u2022\u00b7*|\u2713\u2714\u25cb\u25cf+]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])"
_FIELD = re.compile(rf"^\s*(?:{_MARK}\s+)?(?P<label>[^:|]{{2,60}}?)\s*(?:[:?|]+:?\s*|\s{{2,}}|:?$)(?P<value>.*)$")
_LIST_MARK = re.compile(rf"^\s*{_MARK}\s*|\s\(?(?:[ivx]{{1,4}}|[a-h]|\d{{1,2}})[.)](?=\s)", re.IGNORECASE)
# "level 1-2" counts nothing.
_LEVEL = re.compile(r"\blevels? \d(?:(?:-| and | to )\d)?\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?")
_WORD = re.compile(r"[^\s,.;:()\[\]<>\"?&\u2013!]{1,60}")
_ONLY_A_REFERENCE = re.compile(r"(?=\D{0,20}\d)(?:(?:[A-Z]{1,6}|[\w/.#:-]{0,30}\d[\w/.#:-]{0,30}|[/#-])(?:\s|$)){1,5}")
_DAY_WORDS = frozenset({"\u00abdate\u00bb", "\u00abtime\u00bb", "at", "by", "on", "gmt", "gmt+1", "bst", "hrs", "the"})
_DUE_WORDS = _DAY_WORDS | {"\u00abdays\u00bb", "within"}
_HAS_A_SIGN = re.compile(r"[:|]|\s{2}")
_LONGEST_NAME = 5


def field_saying(line: str, theirs: frozenset[str], ours: frozenset[str]) -> Saying | None:
    """What a line says that is a field with a value known for it; else nothing."""
    parted = _parted(line.replace("\u00a0", " ").strip().strip('|"').strip())
    for number, (label, value) in enumerate(parted):
        for kind, labels in _LABELS.items():
            if kind == "about" and (number or not _HAS_A_SIGN.search(line)):
                continue  # "Your request has been sent on" is no field
            if all(each.strip() in labels for each in label.split(" / ")) and _fits(kind, value, theirs, ours):
                return _SAYS.get(kind, Saying.HEADING)
            # "TNW ref: 0417": the body's own short name before it.
            if kind == "ref" and label.partition(" ")[2] in labels and _fits(kind, value, theirs, ours):
                return Saying.REFERENCE
    return None


def _parted(line: str) -> list[tuple[str, str]]:
    """The name of a field and what stands in it, with a sign between them or without: "Received 11/02/2025"."""
    found = _FIELD.match(line)
    parted = [(found.group("label"), found.group("value"))] if found else []
    words = line.split()
    parted += [(" ".join(words[:count]), " ".join(words[count:])) for count in (1, 2, 3) if count < len(words)]
    return [(plain_line(label).lower().strip(" #|:"), value.strip(" |:")) for label, value in parted]


_SAYS = {"date": Saying.REFERENCE, "due": Saying.PROMISE, "ref": Saying.REFERENCE, "about": Saying.QUOTED}


def _fits(kind: str, value: str, theirs: frozenset[str], ours: frozenset[str]) -> bool:
    if not value:
        return kind not in ("state", "due")
    plain = with_slots(value, theirs)
    if kind == "ref":
        return bool(_ONLY_A_REFERENCE.fullmatch(plain_line(value).strip(" .[]()"))) or only_names_things(value, ours)
    if kind == "date":
        return _consists_of(plain, _DAY_WORDS)
    if kind == "due":
        return _consists_of(plain, _DUE_WORDS)
    if kind == "name":
        return len(value.split()) <= _LONGEST_NAME and (
            is_name_line(value, theirs, takes_numbers=False) or _is_team(plain)
        )
    if kind == "place":
        return is_name_line(value, theirs, takes_numbers=True)
    if kind == "team":
        return _is_team(plain)
    if kind == "about":
        return repeats_a_request(value, ours)
    return _consists_of(plain, _VALUES[kind])


def _consists_of(plain: str, known: frozenset[str]) -> bool:
    words = _words(plain)
    return bool(words) and all(word in known for word in words)


def _is_team(plain: str) -> bool:
    return _consists_of(plain, UNITS)


def _words(text: str) -> list[str]:
    return [bare for word in _WORD.findall(text.lower()) if (bare := word.strip("-/>|'\""))]


def only_names_things(text: str, ours: frozenset[str]) -> bool:
    """Whether a text holds nothing but words for what a request may be about, and years."""
    words = _words(plain_line(text))
    return bool(words) and all(word in TOPIC or word in ours or _YEAR.fullmatch(word) for word in words)


def repeats_a_request(text: str, ours: frozenset[str]) -> bool:
    """Whether each sentence of a text only asks, or only names things."""
    plain = _LEVEL.sub("level", plain_line(text).strip("\"' "))
    pieces = [piece for piece in re.split(r"(?<=[.?!;])\s+|\n", plain) if _bare(f"{piece} ").strip(" .\"'")]
    return bool(pieces) and all(_asks(piece, ours) or only_names_things(_bare(piece), ours) for piece in pieces)


def _bare(piece: str) -> str:
    return _LIST_MARK.sub(" ", piece).strip("\"' ")


def _asks(piece: str, ours: frozenset[str]) -> bool:
    bare = _bare(piece).lower()
    if not f"{bare} ".startswith(_BEGINS):
        return False
    if bare.startswith(_ONLY_WITH_A_MARK) and not piece.rstrip("\"' ").endswith("?"):
        return False
    return all(word in _ASKING or word in TOPIC or word in ours or _YEAR.fullmatch(word) for word in _words(bare))
