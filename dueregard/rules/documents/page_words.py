"""How the places of a page's words are kept beside the page, and which signs of its text each word is.

On paper a word has its rectangle in points from the top left corner. In a transcript a "word" is a sentence: `left`
and `right` are the milliseconds at which it begins and ends, `top` and `bottom` are 0. Who reads the files is not
known here.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter
from typing import Any

from dueregard.rules.documents.reading import CERTAIN, RecognisedWord, Word

# A word that does not follow within so many signs is left without a place: the texts have come apart there.
_AHEAD = 400


@dataclass(frozen=True, slots=True)
class Placed:
    """A word, and the signs of the page's text that it is: from `start` up to, not including, `end`."""

    start: int
    end: int
    word: Word


def words_to_bytes(words: Iterable[Word]) -> bytes:
    """Return the places of words as they are kept in the store: one JSON list a line, rounded to a hundredth.

    How sure a word is follows where it was recognised.
    """
    quoted = json.encoder.encode_basestring  # one call a word: a page has some hundred
    lines = []
    for word in words:
        sides = ",".join([str(round(side, 2)) for side in word[1:5]])
        sure = f",{round(word.sure)}" if word.sure < CERTAIN else ""
        lines.append(f"[{quoted(word[0])},{sides}{sure}]")
    return "\n".join(lines).encode()


def words_from_bytes(raw: bytes) -> tuple[Word, ...]:
    """Return the words that `words_to_bytes` kept."""
    return tuple(_word(json.loads(line)) for line in raw.decode().split("\n") if line)


def _word(row: list[Any]) -> Word:
    word = Word(*row[:5])
    return RecognisedWord.surely(word, row[5]) if len(row) > 5 else word


def place_words(text: str, words: Iterable[Word]) -> tuple[Placed, ...]:
    """Find each word in the page's text, in reading order. What the text does not hold is left out."""
    placed, at = [], 0
    for word in words:
        start = text.find(word.text, at, at + _AHEAD + len(word.text)) if word.text else -1
        if start < 0:
            continue
        at = start + len(word.text)
        placed.append(Placed(start, at, word))
    return tuple(placed)


def words_between(placed: Sequence[Placed], start: int, end: int) -> tuple[Word, ...]:
    """Return the words of which some sign lies between two places of the text."""
    first = bisect_right(placed, start, key=attrgetter("end"))
    return tuple(one.word for one in takewhile(lambda one: one.start < end, placed[first:]))


def lines_of(words: Iterable[Word]) -> tuple[Word, ...]:
    """Join words that stand beside one another on a line into one rectangle each, in the order they are read."""
    lines: list[Word] = []
    for word in words:
        last = lines[-1] if lines else None
        if last and _same_line(last, word):
            sure = min(last.sure, word.sure)
            joined = Word(
                f"{last.text} {word.text}",
                min(last.left, word.left),
                min(last.top, word.top),
                max(last.right, word.right),
                max(last.bottom, word.bottom),
            )
            lines[-1] = joined if sure >= CERTAIN else RecognisedWord.surely(joined, sure)
        else:
            lines.append(word)
    return tuple(lines)


def _same_line(one: Word, other: Word) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    height = max(one.bottom - one.top, other.bottom - other.top)
    return overlap > lower / 2 and -height <= other.left - one.right <= 2 * height
