"""Tells how many lines at a place of a letter are its signature or the notice under it.

A dash line is a divider as often as a signature (RFC 3676, 4.3), and a decision may begin like a notice: in doubt the
lines are the letter's own words. What they say is for others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_DASHES = re.compile(r"^--\s?$")
_NOTICE = (
    r"(?:this (?:e-?mail|message|communication)|the (?:information|contents?)\b.{0,30}\b(?:e-?mail|message)"
    r"|disclaimer|confidentiality|important notice|e-?mail (?:disclaimer|confidentiality)|if you (?:have received this"
    r"|are not the)|mae(?:'r)? (?:e-?bost|neges|ebost) (?:hwn|hon))"
)
_NOTICE_BEGINS = re.compile(rf"^[\s*]{{0,8}}{_NOTICE}", re.IGNORECASE)
_MAY_BEGIN = re.compile(rf"^(?:--[^\S\n]?$|(?:[^\S\n]|\*){{0,8}}{_NOTICE})", re.IGNORECASE | re.MULTILINE)
# Two of these make a notice of confidentiality; a decision on a request speaks of none.
_NOTICE_SAYS = re.compile(
    r"\b(?:intended|recipients?|addressees?|addressed|in error|delete|notify|unauthori[sz]ed|virus(?:es)?|copying"
    r"|distribut\w+|disclaimer|sender|transmitted|attachments?|confidential|privileged|solely|monitored"
    r"|derbynnydd|cyfrinachol|gwall|dil\u00ebwch)\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:withh\w+|refus\w+|exempt\w*|section ?\d|regulation ?\d|s\.? ?\d+|your (?:foi )?request|we (?:do not )?hold"
    r"|information you (?:have )?(?:asked|requested)|our (?:response|answer|decision))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[a-z\u00e0-\u00ff][^.!?]{20,}[.!?:;]\s*$|\?\s*$")
_LONGEST_LINE = 90
_MOST_LINES = 20
_LOOK_AHEAD = 12
_LEAST_WORDS_OF_A_NOTICE = 2


def may_begin_a_signature(text: str) -> Iterator[int]:
    """Where in a text those lines begin at which `signature_length` may find anything; nowhere else does it."""
    return (match.start() for match in _MAY_BEGIN.finditer(text))


def signature_length(lines: Sequence[str], place: int) -> int:
    """How many lines from this place on are a signature or a notice; 0 if none."""
    if _DASHES.match(lines[place]):
        return _dashes_length(lines, place)
    return _notice_length(lines, place) if _NOTICE_BEGINS.match(lines[place]) else 0


def _dashes_length(lines: Sequence[str], place: int) -> int:
    """The block below the dashes, as long as no line of it reads like a sentence; nothing if the first does."""
    length = 1
    while place + length < len(lines) and length < _MOST_LINES:
        line = lines[place + length]
        if line.lstrip().startswith(">") or _NOTICE_BEGINS.match(line):
            break
        if len(line) > _LONGEST_LINE or _SENTENCE.search(line) or _DECIDES.search(line):
            return length if any(each.strip() for each in lines[place + 1 : place + length]) else 0
        length += 1
        if not line.strip() and length > 2 and not _is_short_block(lines, place + length):
            break
    return length


def _is_short_block(lines: Sequence[str], place: int) -> bool:
    """Whether another block of a signature follows: short lines, no sentence, not the head of an older letter."""
    line = next((each for each in lines[place : place + 3] if each.strip()), "")
    return bool(line) and len(line) <= _LONGEST_LINE and not _SENTENCE.search(line) and not line.rstrip().endswith(":")


def _notice_length(lines: Sequence[str], place: int) -> int:
    paragraph = []
    for line in lines[place : place + _LOOK_AHEAD]:
        if not line.strip():
            break
        paragraph.append(line)
    text = " ".join(paragraph)
    if len(_NOTICE_SAYS.findall(text)) < _LEAST_WORDS_OF_A_NOTICE or _DECIDES.search(text):
        return 0
    return len(paragraph)
