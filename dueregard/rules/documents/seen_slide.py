"""Looks for a projected slide on a photograph: the large bright shape with four straight sides.

Takes shades of grey and gives corners, or nothing. It may be wrong, so it also says whether it is sure, and a person
looks at either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dueregard.rules.documents.corners import WHOLE, Corners, NotCorners, Point, corners_of

SIDE = 480  # pixels of the longer side at which a photograph is looked at
LEAST_AREA, MOST_AREA = 0.08, 0.97  # of the photograph
STRAIGHT, SURELY_STRAIGHT = 0.86, 0.95  # how much of the four-sided shape the bright one fills, with its dents filled
FULL = 0.5  # how much of that is bright: letters and pictures are not
SURELY_BRIGHTER = 0.8  # of the places along each side, how many are brighter within than without
BRIGHTER = 0.5  # the same, of three sides at least
STEP = 12  # shades that tell within from without
BESIDE = 4  # pixels from a side where that is looked at
LEVELS = 6
_BRIGHT = re.compile(b"\x01+")


@dataclass(frozen=True, slots=True)
class Seen:
    """A slide that was found. `is_sure` where every side is straight and brighter within."""

    corners: Corners
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Tried:
    corners: Corners
    is_sure: bool
    worth: float


def slide_on(grey: bytes, width: int, height: int) -> Seen | None:
    """Return the slide on a picture, given as one byte of shade for each pixel, row by row."""
    best: _Tried | None = None
    for level in _levels(grey):
        for tried in _at(level, grey, width, height):
            if best is None or (tried.is_sure, tried.worth) > (best.is_sure, best.worth):
                best = tried
    return Seen(best.corners, best.is_sure) if best else None


def _levels(grey: bytes) -> list[int]:
    """Return the shades from which on a pixel may count as bright: where the picture splits best, and above."""
    counts = [0] * 256
    for shade in grey:
        counts[shade] += 1
    split = _split(counts)
    lightest = max(shade for shade, count in enumerate(counts) if count)
    return sorted({split + (lightest - split) * at // LEVELS for at in range(LEVELS)})


def _split(counts: Sequence[int]) -> int:
    """Return the shade that parts a picture into dark and bright so that the two differ most (Otsu's method)."""
    total, whole = sum(counts), sum(shade * count for shade, count in enumerate(counts))
    below = darker = 0
    best, found = -1.0, 0
    for shade, count in enumerate(counts):
        below += count
        darker += shade * count
        if not below or below == total:
            continue
        apart = (darker / below - (whole - darker) / (total - below)) ** 2 * below * (total - below)
        if apart > best:
            best, found = apart, shade + 1
    return found


def _at(level: int, grey: bytes, width: int, height: int) -> Iterator[_Tried]:
    """Yield what the largest bright shapes at a level may be."""
    for area, outline in sorted(_shapes(level, grey, width, height), reverse=True)[:2]:
        hull = _hull(outline)
        round_it = _area(hull)
        if round_it < LEAST_AREA * width * height or area < FULL * round_it:
            continue
        sides = _four_sides(hull)
        tried = _judged(sides, round_it, grey, width, height) if len(sides) == 4 else None
        if tried is not None:
            yield tried


def _judged(sides: list[Point], round_it: float, grey: bytes, width: int, height: int) -> _Tried | None:
    straight = round_it / max(1.0, _area(sides))
    if straight < STRAIGHT or _area(sides) > MOST_AREA * width * height:
        return None
    first = min(range(4), key=lambda at: sides[at][0] / width + sides[at][1] / height)
    turned = [*sides[first:], *sides[:first]]
    numbers = [
        min(WHOLE, max(0, round(number * WHOLE / size)))
        for point in turned
        for number, size in zip(point, (width, height), strict=True)
    ]
    try:
        corners = corners_of(numbers)
    except NotCorners:
        return None
    worst, *others = sorted(_brighter_within(turned, grey, width, height))
    if min(others) < BRIGHTER:  # a strip of light at an edge, not a slide
        return None
    is_sure = straight >= SURELY_STRAIGHT and worst >= SURELY_BRIGHTER
    return _Tried(corners, is_sure, straight * (0.2 + worst))


def _shapes(level: int, grey: bytes, width: int, height: int) -> Iterator[tuple[int, tuple[Point, ...]]]:
    """Yield each connected bright shape: how many pixels it has, and the ends of its rows."""
    bright = grey.translate(bytes(shade >= level for shade in range(256)))
    parents: list[int] = []
    runs: list[tuple[int, int, int]] = []  # row, start, end
    above: list[int] = []
    for row in range(height):
        here = []
        for found in _BRIGHT.finditer(bright, row * width, (row + 1) * width):
            start, end = found.start() - row * width, found.end() - row * width
            own = len(runs)
            runs.append((row, start, end))
            parents.append(own)
            for other in above:
                if runs[other][1] < end and start < runs[other][2]:
                    parents[_root(parents, other)] = _root(parents, own)
            here.append(own)
        above = here
    shapes: dict[int, tuple[int, list[Point]]] = {}
    for at, (row, start, end) in enumerate(runs):
        root = _root(parents, at)
        area, ends = shapes.get(root, (0, []))
        ends += [(start, row), (end, row), (start, row + 1), (end, row + 1)]
        shapes[root] = (area + end - start, ends)
    for area, ends in shapes.values():
        yield area, tuple(ends)


def _root(parents: list[int], at: int) -> int:
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at


def _hull(points: Sequence[Point]) -> list[Point]:
    """Return the corners of the smallest shape without dents round some points, clockwise as seen on a picture."""
    ordered = sorted(set(points))
    half: list[list[Point]] = []
    for row in (ordered, ordered[::-1]):
        side: list[Point] = []
        for point in row:
            while len(side) > 1 and _turn(side[-2], side[-1], point) <= 0:
                side.pop()
            side.append(point)
        half.append(side[:-1])
    return half[0] + half[1]


def _four_sides(hull: list[Point]) -> list[Point]:
    """Return the shape of four sides round a hull: again and again the side is dropped that adds least when it goes."""
    points = list(hull)
    while len(points) > 4:
        count = len(points)
        best: tuple[float, int, Point] | None = None
        for at in range(count):
            before, start, end, after = (points[(at + step) % count] for step in (-1, 0, 1, 2))
            met = _meeting(before, start, after, end)
            if met is not None:
                added = abs(_turn(start, met, end))
                if best is None or added < best[0]:
                    best = added, at, met
        if best is None:
            return points
        _, at, met = best
        points[at] = met
        del points[(at + 1) % count]
    return points


def _meeting(before: Point, start: Point, after: Point, end: Point) -> Point | None:
    """Return where two sides meet beyond the side between them; nothing where they do not."""
    across, down = start[0] - before[0], start[1] - before[1]
    other_across, other_down = end[0] - after[0], end[1] - after[1]
    cross = across * other_down - down * other_across
    if cross == 0:
        return None
    beyond = ((end[0] - start[0]) * other_down - (end[1] - start[1]) * other_across) / cross
    other = ((end[0] - start[0]) * down - (end[1] - start[1]) * across) / cross
    if beyond < 0 or other < 0:
        return None
    return start[0] + beyond * across, start[1] + beyond * down


def _brighter_within(sides: list[Point], grey: bytes, width: int, height: int) -> list[float]:
    """Return of each side along how much of it the picture is brighter within than without.

    A side on the picture's own edge has no outside, and counts as one that nothing is known of.
    """
    middle = (sum(point[0] for point in sides) / 4, sum(point[1] for point in sides) / 4)
    shares = []
    for one, other in pairwise([*sides, sides[0]]):
        length = max(1.0, ((other[0] - one[0]) ** 2 + (other[1] - one[1]) ** 2) ** 0.5)
        out = ((other[1] - one[1]) / length, -(other[0] - one[0]) / length)
        if (middle[0] - one[0]) * out[0] + (middle[1] - one[1]) * out[1] > 0:
            out = (-out[0], -out[1])
        good = 0
        for at in range(2, 19):
            place = tuple(start + (end - start) * at / 20 for start, end in zip(one, other, strict=True))
            within, without = (
                _shade(place[0] + sign * BESIDE * out[0], place[1] + sign * BESIDE * out[1], grey, width, height)
                for sign in (-1, 1)
            )
            good += within is not None and without is not None and within - without >= STEP
        shares.append(good / 17)
    return shares


def _shade(across: float, down: float, grey: bytes, width: int, height: int) -> int | None:
    x, y = int(across), int(down)
    return grey[y * width + x] if 0 <= x < width and 0 <= y < height else None


def _area(points: Sequence[Point]) -> float:
    return abs(sum(one[0] * two[1] - two[0] * one[1] for one, two in pairwise([*points, points[0]]))) / 2


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
