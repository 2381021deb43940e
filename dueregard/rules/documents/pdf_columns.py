"""Columns of prose whose lines a program drew across the page, one beside the other, are read one after the other.

Rows of a table look alike: they stay rows. A column is taken for prose only where its lines fill it and run on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import sub

from dueregard.rules.documents.reading import Word

_FEWEST_LINES = 4
_GUTTER = 0.7  # of a line's height: a wide space between words of a justified line stays below
_LEADING = 1.7  # of the usual distance of lines: what is further apart is another paragraph, or a table's next row
_FULL, _FULL_LINES = 0.7, 0.6
_WORDS_A_LINE = 2.5
_RUNS_ON = 0.3  # of the lines of prose so many begin with a small letter, or with a figure
_RIGHT_TO_LEFT = ("\u0590", "\u08ff")

Line = Sequence[int]  # the numbers of its words, in the order in which they were found


@dataclass(frozen=True, slots=True)
class _Gaps:
    """A line with the stretches of it that no word touches: left and right of each, wide enough for a gutter."""

    line: Line
    free: tuple[tuple[float, float], ...]
    top: float
    height: float


def in_columns(words: Sequence[Word], lines: Sequence[Line]) -> list[Line] | None:
    """Return the lines in the order in which they are read, cut where columns are; nothing where none are."""
    # Nearly every page has none, and this is asked of every page: hence in few steps.
    lefts, tops, rights, bottoms = list(zip(*words, strict=True))[1:]
    heights = list(map(sub, bottoms, tops))
    wide = [_has_wide_gap(lefts, rights, heights, line) for line in lines]
    if sum(wide) < _FEWEST_LINES:
        return None
    gaps = [_gaps(words, line) if is_wide else None for line, is_wide in zip(lines, wide, strict=True)]
    read: list[Line] = []
    at, is_changed = 0, False
    while at < len(lines):
        block, gutters = _block(gaps, at)
        columns = list(_columns(words, block, gutters)) if len(block) >= _FEWEST_LINES else []
        if columns and all(_is_prose(words, column) for column in columns):
            read += [line for column in columns for line in column if line]
            at, is_changed = at + len(block), True
        else:
            read.append(lines[at])
            at += 1
    return read if is_changed else None


def _has_wide_gap(lefts: Sequence[float], rights: Sequence[float], heights: Sequence[float], line: Line) -> bool:
    """Tell whether a line may have a gutter in it; its words follow one another in the order of their numbers."""
    first, last = line[0], line[-1]
    if first == last:
        return False
    gaps = list(map(sub, lefts[first + 1 : last + 1], rights[first:last]))
    least = _GUTTER * max(heights[first : last + 1])
    return bool(max(gaps) >= least or min(gaps) < -least)


def _gaps(words: Sequence[Word], line: Line) -> _Gaps | None:
    if len(line) < 2:
        return None
    placed = sorted((words[one] for one in line), key=lambda word: word.left)
    height = max(word.bottom - word.top for word in placed)
    free = []
    right = placed[0].right
    for word in placed[1:]:
        if word.left - right >= _GUTTER * height:
            free.append((right, word.left))
        right = max(right, word.right)
    return _Gaps(line, tuple(free), min(word.top for word in placed), height)


def _block(gaps: Sequence[_Gaps | None], start: int) -> tuple[list[_Gaps], list[tuple[float, float]]]:
    """Return the lines from here on that leave the same gutters free, and these."""
    first = gaps[start]
    if first is None or not first.free:
        return [], []
    block, gutters = [first], list(first.free)
    usual: float | None = None
    for one in gaps[start + 1 :]:
        if one is None or not one.free:
            break
        step = one.top - block[-1].top
        kept = list(_common(gutters, one.free, 0.3 * first.height))
        if step <= 0 or len(kept) < len(gutters) or (usual is not None and step > _LEADING * usual):
            break
        usual = step if usual is None else min(usual, step)
        block.append(one)
        gutters = kept
    return block, gutters


def _common(
    some: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], least: float
) -> Iterator[tuple[float, float]]:
    for left, right in some:
        for begins, ends in others:
            if min(right, ends) - max(left, begins) >= least:
                yield max(left, begins), min(right, ends)
                break


def _columns(
    words: Sequence[Word], block: Sequence[_Gaps], gutters: Sequence[tuple[float, float]]
) -> Iterator[list[list[int]]]:
    edges = [float("-inf"), *((left + right) / 2 for left, right in gutters), float("inf")]
    for left, right in pairwise(edges):
        yield [[one for one in part.line if left <= (words[one].left + words[one].right) / 2 < right] for part in block]


def _is_prose(words: Sequence[Word], column: Sequence[Sequence[int]]) -> bool:
    """Tell whether the lines of a column are those of running text."""
    lines = [[words[one] for one in line] for line in column if line]
    if len(lines) < _FEWEST_LINES or sum(map(len, lines)) < _WORDS_A_LINE * len(lines):
        return False
    if any(_RIGHT_TO_LEFT[0] <= word.text[0] <= _RIGHT_TO_LEFT[1] for line in lines for word in line):
        return False
    left = min(word.left for line in lines for word in line)
    widths = [max(word.right for word in line) - left for line in lines]
    full = sum(width >= _FULL * max(widths) for width in widths)
    runs_on = sum(line[0].text[0].islower() for line in lines)
    letters = sum(any(map(str.isalpha, word.text)) for line in lines for word in line)
    return (
        full >= _FULL_LINES * len(lines)
        and runs_on >= _RUNS_ON * len(lines)
        and letters * 3 >= 2 * sum(map(len, lines))
    )
