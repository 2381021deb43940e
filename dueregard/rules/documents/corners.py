"""Where the four corners of a slide are on a photograph, and how it is laid flat from them.

Corners are in thousandths of the picture's width and height, from its top left, so that they hold for every size of it.
Which corners are right, a person says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]

WHOLE = 1000
LEAST = 50  # of a side, in thousandths: what is smaller shows no words
SHARPEST = 0.17  # the sine of the least angle between two sides, about ten degrees
LEAST_SIDE, MOST_SIDE = 1600, 4000  # pixels of the longer side of a picture that was laid flat
MOST_ENLARGED = 2.0

# What a slide may measure, by the word that a form sends: width by height, and how it is said.
SHAPES = {
    "wide": (16 / 9, "Wide: 16 to 9, like most slides now"),
    "square": (4 / 3, "Nearly square: 4 to 3"),
    "seen": (None, "As wide and high as it looks in the photograph"),
}
NAMES = ("top left", "top right", "bottom right", "bottom left")


class NotCorners(ValueError):
    """These are not the corners of a slide; the message says why."""


@dataclass(frozen=True, slots=True)
class Corners:
    """Four corners, clockwise from the top left: (across, down) in thousandths."""

    points: tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]

    def flat(self) -> list[int]:
        """Return the eight numbers in a row, as a log or an address holds them."""
        return [number for point in self.points for number in point]

    def on(self, width: int, height: int) -> tuple[Point, ...]:
        """Return the corners in pixels of a picture of this size."""
        return tuple((across * width / WHOLE, down * height / WHOLE) for across, down in self.points)


MARGIN = Corners(((100, 100), (900, 100), (900, 900), (100, 900)))  # where a person starts if nothing was found


def corners_of(numbers: Sequence[int]) -> Corners:
    """Return the corners that eight numbers name, clockwise from the top left. Raises: NotCorners"""
    if len(numbers) != 8 or any(not 0 <= one <= WHOLE for one in numbers):
        raise NotCorners("Each corner needs two numbers from 0 to 100.")
    first, second, third, fourth = zip(numbers[::2], numbers[1::2], strict=True)
    corners = Corners((first, second, third, fourth))
    _check(corners.points)
    return corners


def _check(points: Sequence[Point]) -> None:
    """Refuse what no slide seen through a camera can look like: crossed, turned inside out, flat. Raises: NotCorners"""
    sides = [(after[0] - one[0], after[1] - one[1]) for one, after in pairwise([*points, points[0]])]
    if any(hypot(*side) < LEAST for side in sides):
        raise NotCorners("Two corners are at almost the same place. Put each corner where the slide has it.")
    for (across, down), (next_across, next_down) in pairwise([*sides, sides[0]]):
        turn = across * next_down - down * next_across
        if turn <= SHARPEST * hypot(across, down) * hypot(next_across, next_down):
            raise NotCorners(
                "The corners do not make a slide. Check that none has changed places with another: go round from the "
                "top left to the top right, the bottom right and the bottom left."
            )


def size_of(points: Sequence[Point], ratio: float | None = None, *, most: int = MOST_SIDE) -> tuple[int, int]:
    """Return width and height in pixels of the slide once it is flat: as large as its longer sides were seen.

    `ratio` is width by height, where a person said it: how far off the camera stood, four corners alone do not tell. A
    small picture is enlarged, at most twice, since small letters are read badly.
    """
    top_left, top_right, bottom_right, bottom_left = points
    width = max(_distance(top_left, top_right), _distance(bottom_left, bottom_right))
    height = max(_distance(top_left, bottom_left), _distance(top_right, bottom_right))
    if ratio is not None:
        width = max(width, height * ratio)
        height = width / ratio
    longer = max(width, height)
    scale = min(most / longer, min(MOST_ENLARGED, max(1.0, LEAST_SIDE / longer)))
    return max(1, round(width * scale)), max(1, round(height * scale))


def coefficients(points: Sequence[Point], size: tuple[int, int]) -> tuple[float, ...]:
    """Return the eight numbers of the perspective that leads from each pixel of the flat slide to the photograph.

    For (x, y) on the slide the photograph is looked up at
    ((ax + by + c) / (gx + hy + 1), (dx + ey + f) / (gx + hy + 1)).
    """
    width, height = size
    rows = []
    for (x, y), (u, v) in zip(((0, 0), (width, 0), (width, height), (0, height)), points, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return tuple(_solved(rows))


def _solved(rows: list[list[float]]) -> list[float]:
    """Solve eight equations in eight unknowns; each row ends with what it comes to."""
    count = len(rows)
    for at in range(count):
        best = max(range(at, count), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        pivot = rows[at][at]
        rows[at] = [value / pivot for value in rows[at]]
        for other in range(count):
            if other != at and rows[other][at]:
                times = rows[other][at]
                rows[other] = [value - times * own for value, own in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]


def _distance(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])
