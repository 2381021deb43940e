"""A mark: what is to be taken out, where, and why; and which pixels of a page's picture it covers.

Places are in points from the top left corner of the page as it is shown: turned and cropped as the file says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import isfinite
from typing import Any

from dueregard.rules.documents.page_words import lines_of
from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.same_words import Spoken, pieces
from dueregard.rules.redaction.survivors import telling

# A little more than the letters: the foot of a g and the blur of a scan lie outside a word's box.
PADDING = 1.5
SMALLEST = 1.0  # points; less covers nothing


class MarkKind(StrEnum):
    """What a mark covers."""

    AREA = "area"  # a rectangle of one page
    WORDS = "words"  # words wherever they stand
    SPAN = "span"  # a stretch of sound


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to take out. `words` are what it covers: typed, or read under the rectangle."""

    kind: MarkKind
    reason: str
    page: int | None = None
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    words: str = ""
    start_ms: int = 0
    end_ms: int = 0
    is_only_here: bool = False  # the same words may stay elsewhere

    def hides(self, words: str, page: int) -> bool:
        """Tell whether all of these words are covered where they stand on a page."""
        if self.kind is MarkKind.SPAN or self.page not in ({None, page} if self.kind is MarkKind.WORDS else {page}):
            return False
        return "".join(pieces(words)) in "".join(pieces(self.words))

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept with a copy."""
        return asdict(self)

    @staticmethod
    def from_json(kept: dict[str, Any]) -> Mark:
        """Return what `as_json` kept."""
        return Mark(**{**kept, "kind": MarkKind(kept["kind"])})


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle in points, with the reason for which it is covered."""

    left: float
    top: float
    right: float
    bottom: float
    reason: str

    def covers(self, word: Word) -> bool:
        """Tell whether the middle of a word lies in it, or most of its width does."""
        middle = (word.top + word.bottom) / 2
        if not self.top <= middle <= self.bottom:
            return False
        overlap = min(self.right, word.right) - max(self.left, word.left)
        return overlap > 0 and overlap * 2 >= min(word.right - word.left, self.right - self.left)

    def touches(self, word: Word) -> bool:
        """Tell whether it takes any real part of a word away."""
        across = min(self.right, word.right) - max(self.left, word.left)
        down = min(self.bottom, word.bottom) - max(self.top, word.top)
        return across > 0.5 and down * 3 > word.bottom - word.top

    def pixels(self, scale: float, width: int, height: int) -> tuple[int, int, int, int]:
        """Return it on a picture of that size, a little larger than asked, inside the picture."""
        left, top = int((self.left - PADDING) * scale), int((self.top - PADDING) * scale)
        right, bottom = int((self.right + PADDING) * scale) + 1, int((self.bottom + PADDING) * scale) + 1
        return max(0, left), max(0, top), min(width, right), min(height, bottom)


class NothingMarked(ValueError):
    """The rectangle covers nothing: it is too small, or lies outside the page."""


def rectangle_within(
    *, left: float, top: float, right: float, bottom: float, width: float, height: float
) -> tuple[float, float, float, float]:
    """Return the rectangle as far as it lies on the page, whichever corner was set first. Raises: NothingMarked"""
    if not all(map(isfinite, (left, top, right, bottom))):
        raise NothingMarked
    left, right = sorted((left, right))
    top, bottom = sorted((top, bottom))
    left, top, right, bottom = max(0.0, left), max(0.0, top), min(width, right), min(height, bottom)
    if not (right - left >= SMALLEST and bottom - top >= SMALLEST):
        raise NothingMarked
    return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


def rectangles_on(page: int, marks: Iterable[Mark], words: Sequence[Word]) -> list[Rectangle]:
    """Return what of a page is covered: the rectangles set on it, and every place where marked words stand."""
    found: list[Rectangle] = []
    spoken = Spoken(words)
    for mark in marks:
        if mark.kind is MarkKind.AREA and mark.page == page:
            found.append(Rectangle(mark.left, mark.top, mark.right, mark.bottom, mark.reason))
        elif mark.kind is MarkKind.WORDS and mark.page in {None, page}:
            for place in spoken.places(mark.words):
                # One rectangle for each line: a gap would tell where a first name ends.
                found += [Rectangle(one.left, one.top, one.right, one.bottom, mark.reason) for one in lines_of(place)]
    return found


def words_under(left: float, top: float, right: float, bottom: float, words: Iterable[Word]) -> str:
    """Return the words that a rectangle covers, in their order."""
    area = Rectangle(left, top, right, bottom, "")
    return " ".join(word.text for word in words if area.covers(word))


def to_look_for(marks: Iterable[Mark]) -> list[str]:
    """Return the strings whose near forms must be looked at: a mark's words, or what tells under a rectangle."""
    found: dict[str, None] = {}
    for mark in marks:
        if mark.is_only_here or mark.kind is MarkKind.SPAN or not mark.words.strip():
            continue
        whole = " ".join(mark.words.split())
        said = [whole] if mark.kind is MarkKind.WORDS else [one for one in telling(whole) if one != whole]
        found |= dict.fromkeys(said or [whole])
    return list(found)


def must_be_gone(marks: Iterable[Mark]) -> list[str]:
    """Return the strings that must stand nowhere in the copy."""
    found: dict[str, None] = {}
    for mark in marks:
        if mark.is_only_here or mark.kind is MarkKind.SPAN or not mark.words.strip():
            continue
        for one in [mark.words] if mark.kind is MarkKind.WORDS else telling(mark.words):
            found[one] = None
    return list(found)
