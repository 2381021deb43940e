"""Separates a letter's own words from what it quotes and from its signature, losing not one character.

The page decides how to show them; what the letter's own words mean is for `reply_wording`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class PassageKind(StrEnum):
    """Whose words a passage holds."""

    OWN = "own"
    QUOTED = "quoted"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Passage:
    """Whole lines of a letter. Joined with newlines, the passages of a letter are the letter."""

    kind: PassageKind
    text: str


# "On Mon, 23 Nov 2026 at 10:00, Asha Example <asha@northport.example> wrote:", also over two or three lines; in Welsh
# "Ar Llun, 23 Tach 2026 am 10:00, ysgrifennodd Asha Example <asha@northport.example>:", or with the verb elsewhere.
_WROTE = re.compile(
    r"^[ \t]{0,20}(?:(?:On|Am|Le)\b.{4,200}\b(?:wrote|schrieb|a écrit)"
    r"|Ar\b.{4,200}\b(?:ysgrifennodd|ysgrifennwyd gan)\b.{0,200}"
    r"|(?:Ysgrifennodd|Sgrifennodd)\b.{4,200}\d.{0,60})\s?:\s*$",
    re.IGNORECASE,
)
_WROTE_BEGINS = re.compile(r"^[ \t]{0,20}(?:On|Ar)\b.{6,200}\d", re.IGNORECASE)
_WROTE_ENDS = re.compile(r".{0,200}\b(?:wrote|ysgrifennodd\b.{0,200})\s?:\s*$", re.IGNORECASE)
_ORIGINAL = re.compile(
    r"^\s{0,20}(?:-{2,}\s?(?:original message|forwarded message|forwarded by .{0,100}"
    r"|original e-?mail|neges wreiddiol|neges wedi(?:['\u2019]i)? hanfon ymlaen)\s?-{0,}|begin forwarded message:"
    r"|dechrau['\u2019]r neges a anfonwyd ymlaen:)\s*$",
    re.IGNORECASE,
)
_RULER = re.compile(r"^\s{0,4}[_\-=]{10,}\s*$")
# The names that mail programs give the fields of a quoted letter in English, Welsh, Irish and Scottish Gaelic.
_HEADER_NAMES = {
    "from": ("from", "oddi wrth", "o", "gan", "\u00f3", "bho"),
    "sent": ("sent", "anfonwyd", "seolta", "air a chur"),
    "date": ("date", "dyddiad", "d\u00e1ta", "ceann-latha"),
    "to": ("to", "at", "i", "chuig", "gu"),
    "cc": ("cc", "copi"),
    "subject": ("subject", "pwnc", "testun", "\u00e1bhar", "cuspair"),
    "importance": ("importance", "pwysigrwydd"),
    "reply-to": ("reply-to", "ateb i"),
}
_FIELD_OF = {name: field for field, names in _HEADER_NAMES.items() for name in names}
_HEADER_LINE = re.compile(
    rf"^[\s*>]{{0,8}}({'|'.join(sorted(map(re.escape, _FIELD_OF), key=len, reverse=True))})\s?\*?:\*?", re.IGNORECASE
)
_SIGNATURE = re.compile(r"^--\s?$")
_DISCLAIMER = re.compile(
    r"^[\s*]{0,8}(?:this (?:e-?mail|message|communication)|the (?:information|contents?)\b.{0,30}\b(?:e-?mail|message)"
    r"|disclaimer|confidentiality|important notice|e-?mail (?:disclaimer|confidentiality))",
    re.IGNORECASE,
)
_DISCLAIMER_SAYS = re.compile(
    r"intended (?:solely|only|recipient)|confidential|privileged|monitored|viruses", re.IGNORECASE
)
# A block of quoted headers, or a disclaimer, shows what it is within this many lines.
_LOOK_AHEAD = 7
# A longer letter is a table or a log; any further lines count as its own words.
_MOST_LINES = 20_000


def fold_quotes(text: str) -> tuple[Passage, ...]:
    """The passages of a letter in order, whether it quotes at the top, at the bottom or between the lines."""
    lines = text.split("\n")
    kinds = _Folding(lines).kinds()
    passages: list[Passage] = []
    first = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or kinds[place] is not kinds[first]:
            passages.append(Passage(kinds[first], "\n".join(lines[first:place])))
            first = place
    return tuple(passages)


def own_words(text: str) -> str:
    """The letter's own words; all of it where it only forwards or quotes."""
    own = "\n".join(passage.text for passage in fold_quotes(text) if passage.kind is PassageKind.OWN).strip()
    return own or text.strip()


class _Folding:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def kinds(self) -> list[PassageKind]:
        kinds: list[PassageKind] = []
        lasting: PassageKind = PassageKind.OWN
        while len(kinds) < len(self.lines):
            place = len(kinds)
            line = self.lines[place]
            if place >= _MOST_LINES or lasting is PassageKind.QUOTED:
                kinds += [lasting] * (len(self.lines) - place)
            elif line.lstrip().startswith(">"):
                kinds.append(PassageKind.QUOTED)
                lasting = PassageKind.OWN
            elif length := self._attribution(place):
                kinds += [PassageKind.QUOTED] * length
                # Marked quotes show where they end; unmarked ones run to the end.
                lasting = PassageKind.OWN if self._is_marked_after(place + length) else PassageKind.QUOTED
            elif self._starts_old_mail(place):
                kinds.append(PassageKind.QUOTED)
                lasting = PassageKind.QUOTED
            elif _SIGNATURE.match(line) or self._is_disclaimer(place):
                kinds.append(PassageKind.SIGNATURE)
                lasting = PassageKind.SIGNATURE
            elif not line.strip() and kinds and kinds[-1] is PassageKind.QUOTED and self._is_marked_after(place):
                kinds.append(PassageKind.QUOTED)
            else:
                kinds.append(lasting)
        return kinds

    def _attribution(self, place: int) -> int:
        """How many lines say who wrote what follows; 0 if none do."""
        if _WROTE.match(self.lines[place]):
            return 1
        if _WROTE_BEGINS.match(self.lines[place]):
            for more in (1, 2):
                if place + more < len(self.lines) and _WROTE_ENDS.match(self.lines[place + more]):
                    return more + 1
        return 0

    def _is_marked_after(self, place: int) -> bool:
        following = next((line for line in self.lines[place : place + 4] if line.strip()), "")
        return following.lstrip().startswith(">")

    def _starts_old_mail(self, place: int) -> bool:
        line = self.lines[place]
        if _ORIGINAL.match(line):
            return True
        if _RULER.match(line):
            return self._header_lines(place + 1) >= 3
        match = _HEADER_LINE.match(line)
        return match is not None and _field_of(match) == "from" and self._header_lines(place) >= 3

    def _header_lines(self, place: int) -> int:
        names = set()
        for line in self.lines[place : place + _LOOK_AHEAD]:
            if match := _HEADER_LINE.match(line):
                names.add(_field_of(match))
        return len(names) if "from" in names else 0

    def _is_disclaimer(self, place: int) -> bool:
        if not _DISCLAIMER.match(self.lines[place]):
            return False
        paragraph = []
        for line in self.lines[place : place + _LOOK_AHEAD]:
            if not line.strip():
                break
            paragraph.append(line)
        return bool(_DISCLAIMER_SAYS.search(" ".join(paragraph)))


def _field_of(line: re.Match[str]) -> str:
    return _FIELD_OF[line.group(1).lower()]
