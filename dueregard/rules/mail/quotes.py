"""Parts what a letter says itself from what it quotes and from its signature, losing no sign of it.

Where the letters of the case are at hand, a quoted line of none of them is the writer's own: an answer between our
questions is never folded away. How the parts are shown is for the page; what they mean is for `reply_wording`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from dueregard.rules.mail.our_words import OurLetters
from dueregard.rules.mail.signature_blocks import may_begin_a_signature, signature_length
from dueregard.rules.mime.quoted_headers import (
    attribution_at,
    may_lead_to_a_quote,
    may_quote,
    old_mail_at,
    without_marks,
)


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


# Before an answer between quoted questions many bodies write so.
_ANSWER = re.compile(
    r"^[\s>*]{0,10}(?:(?:our |council(?:'s)? |the council's |trust )?(?:answer|response|reply)|ateb|ein hateb"
    r"|ymateb|a\d{0,2})\s?\d{0,2}\s?[:\u2013-]\s?\S",
    re.IGNORECASE,
)
# ">>> https://www.northport.example <<<" points to something and quotes nobody.
_POINTS = re.compile(r"^\s*+>{2,}+.{1,300}(?<!<)<{2,}+\s*+$")
# A longer letter is a table or a log; any further lines count as its own words.
_MOST_LINES = 20_000
_NO_LETTERS = OurLetters()


def fold_quotes(text: str, letters: OurLetters = _NO_LETTERS) -> tuple[Passage, ...]:
    """The passages of a letter in order, whether it quotes at the top, at the bottom or between the lines.

    `letters` are the older letters of the case: of one of them only what it holds is folded as quoted.
    """
    lines = text.split("\n")
    kinds = list(_kinds(text))
    _give_back_what_is_not_ours(lines, kinds, letters)
    passages: list[Passage] = []
    first = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or kinds[place] is not kinds[first]:
            passages.append(Passage(kinds[first], "\n".join(lines[first:place])))
            first = place
    return tuple(passages)


def quotes_anything(text: str) -> bool:
    """Whether any line may be somebody else's, before it is held against the letters of the case."""
    return PassageKind.QUOTED in _kinds(text)


@lru_cache(maxsize=1)  # asked first whether a letter quotes at all, then what
def _kinds(text: str) -> tuple[PassageKind, ...]:
    return tuple(_Folding(text).kinds())


def _telling_lines(text: str) -> list[int]:
    """The numbers of the lines that may be anything but own words, the last first: in most letters they are few."""
    begins = sorted({*may_lead_to_a_quote(text), *may_begin_a_signature(text)})
    numbers, number, at = [], 0, 0
    for begin in begins:
        number, at = number + text.count("\n", at, begin), begin
        numbers.append(number)
    return numbers[::-1]


def own_words(text: str, letters: OurLetters = _NO_LETTERS) -> str:
    """The letter's own words; all of it where it only forwards or quotes."""
    passages = fold_quotes(text, letters)
    own = "\n".join(passage.text for passage in passages if passage.kind is PassageKind.OWN).strip()
    return own or text.strip()


def _give_back_what_is_not_ours(lines: list[str], kinds: list[PassageKind], letters: OurLetters) -> None:
    place = 0
    while place < len(lines):
        if kinds[place] is not PassageKind.QUOTED:
            place += 1
            continue
        stop = place
        while stop < len(lines) and kinds[stop] is PassageKind.QUOTED:
            stop += 1
        quoted = lines[place:stop]
        strange = letters.strange_lines(quoted) if letters.letters else []
        # Without a line of ours in it, it is some other letter, in which nobody can tell who answers whom.
        for offset, is_strange in enumerate(strange if False in strange else _answers_in(quoted)):
            if is_strange:
                kinds[place + offset] = PassageKind.OWN
        place = stop


def _answers_in(quoted: list[str]) -> list[bool | None]:
    """Which lines call themselves an answer, up to the next empty line."""
    flags: list[bool | None] = []
    answers = False
    for line in quoted:
        answers = bool(_ANSWER.match(line)) or (answers and bool(without_marks(line)))
        flags.append(answers)
    return flags


class _Folding:
    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.fields: dict[int, str] = {}
        self.telling = _telling_lines(text)

    def kinds(self) -> list[PassageKind]:
        kinds: list[PassageKind] = []
        lasting: PassageKind = PassageKind.OWN
        while len(kinds) < len(self.lines):
            place = len(kinds)
            follows_a_quote = bool(kinds) and kinds[-1] is PassageKind.QUOTED
            if place >= _MOST_LINES or lasting is PassageKind.QUOTED:
                kinds += [lasting] * (len(self.lines) - place)
            elif not follows_a_quote and (plain := self._until_a_telling_line(place)):
                kinds += [PassageKind.OWN] * plain
            elif length := self._quoted_at(place):
                kinds += [PassageKind.QUOTED] * length
                lasting = self._lasting(place, length)
            elif length := signature_length(self.lines, place):
                kinds += [PassageKind.SIGNATURE] * length
            elif not self.lines[place].strip() and follows_a_quote and self._is_marked_after(place):
                kinds.append(PassageKind.QUOTED)
            else:
                kinds.append(PassageKind.OWN)
        return kinds

    def _until_a_telling_line(self, place: int) -> int:
        while self.telling and self.telling[-1] < place:
            self.telling.pop()
        return (self.telling[-1] if self.telling else len(self.lines)) - place

    def _quoted_at(self, place: int) -> int:
        """How many lines from here on are a quote or lead to one; 0 if none."""
        line = self.lines[place]
        if not may_quote(line):
            return 0
        if line.lstrip().startswith(">") and not _POINTS.match(line):
            return 1
        return attribution_at(self.lines, place) or int(old_mail_at(self.lines, place, self.fields))

    def _lasting(self, place: int, length: int) -> PassageKind:
        """Marked quotes show where they end; unmarked ones run to the end, if the answer stands above them."""
        line = self.lines[place]
        if line.lstrip().startswith(">") and not _POINTS.match(line):
            return PassageKind.OWN
        if not attribution_at(self.lines, place):
            return PassageKind.QUOTED
        is_unmarked = not self._is_marked_after(place + length) and self._says_something(place)
        return PassageKind.QUOTED if is_unmarked else PassageKind.OWN

    def _says_something(self, place: int) -> bool:
        return any(line.strip() for line in self.lines[:place])

    def _is_marked_after(self, place: int) -> bool:
        following = next((line for line in self.lines[place : place + 4] if line.strip()), "")
        return following.lstrip().startswith(">")
