"""How a scan lies whose words were recognised after it was turned, and where its places are when it stands upright.

Degrees are those by which the page must be turned clockwise to stand upright: 0, 90, 180 or 270.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dueregard.rules.documents.reading import Word

Box = tuple[float, float, float, float]
_LETTERS = 4  # a shorter word may be taller than it is wide though it stands upright
_FEWEST = 3
_CLEAR = 0.7  # of the votes


def turn_of(words: Sequence[Word]) -> int:
    """Return by how much a page must be turned, told by the shape of its words and where each is followed."""
    long = [word for word in words if len(word.text) >= _LETTERS]
    if len(long) < _FEWEST:
        return 0
    tall = sum(word.bottom - word.top > word.right - word.left for word in long)
    if tall >= _CLEAR * len(long):
        up = [
            after.top < before.top
            for before, after in pairwise(words)
            if min(before.right, after.right) - max(before.left, after.left) > (before.right - before.left) / 2
        ]
        return _voted(up, yes=90, no=270)
    if tall <= (1 - _CLEAR) * len(long):
        left = [
            after.left < before.left
            for before, after in pairwise(words)
            if min(before.bottom, after.bottom) - max(before.top, after.top) > (before.bottom - before.top) / 2
        ]
        return _voted(left, yes=180, no=0)
    return 0


def _voted(votes: Sequence[bool], *, yes: int, no: int) -> int:
    if len(votes) < _FEWEST - 1:
        return 0
    share = sum(votes) / len(votes)
    return yes if share >= _CLEAR else no if share <= 1 - _CLEAR else 0


def to_upright(box: Box, turn: int, width: float, height: float) -> Box:
    """Return a box of a page so wide and high where it is once the page was turned."""
    left, top, right, bottom = box
    if turn == 90:
        return height - bottom, left, height - top, right
    if turn == 180:
        return width - right, height - bottom, width - left, height - top
    if turn == 270:
        return top, width - right, bottom, width - left
    return box


def from_upright(box: Box, turn: int, width: float, height: float) -> Box:
    """Return a box of the turned page where it is on the page as it came, which is so wide and high."""
    left, top, right, bottom = box
    if turn == 90:
        return top, height - right, bottom, height - left
    if turn == 180:
        return width - right, height - bottom, width - left, height - top
    if turn == 270:
        return width - bottom, left, width - top, right
    return box
