"""Where a hexagon's middle is on the drawing, and the line around several of them. Pixels, y downwards."""

import math
from collections.abc import Collection, Iterable

from dueregard.rules.areas.hexagons import Cell, apart, centre_of

WIDTH = 24  # between the middles of two cells of a row
_RADIUS = WIDTH / math.sqrt(3)
_CORNERS = [(_RADIUS * math.sin(math.pi * step / 3), -_RADIUS * math.cos(math.pi * step / 3)) for step in range(6)]
Pixel = tuple[int, int]


def middle_of(cell: Cell, top_row: int) -> Pixel:
    """Return the middle of a cell, where the northernmost row is `top_row`."""
    x, y = _exactly(cell, top_row)
    return round(x), round(y)


def _exactly(cell: Cell, top_row: int) -> tuple[float, float]:
    x, y = centre_of(cell)
    return x * WIDTH + WIDTH, (centre_of((0, top_row))[1] - y) * WIDTH + WIDTH


def outline(cells: Collection[Cell], top_row: int) -> str:
    """Return the path of the line around these cells; several lines when they do not hang together."""
    inside, after = set(cells), dict[Pixel, list[Pixel]]()
    for cell in sorted(inside):
        x, y = _exactly(cell, top_row)
        corners = [(round(x + dx), round(y + dy)) for dx, dy in _CORNERS]
        for side in range(6):
            if _beside(cell, side) not in inside:
                after.setdefault(corners[side], []).append(corners[(side + 1) % 6])
    return "".join(_rings(after))


def _beside(cell: Cell, side: int) -> Cell:
    """Return the cell across a side; the sides go round from the north-east."""
    column, row = cell
    shift = row % 2
    return (
        (column + shift, row + 1),
        (column + 1, row),
        (column + shift, row - 1),
        (column + shift - 1, row - 1),
        (column - 1, row),
        (column + shift - 1, row + 1),
    )[side]


def _rings(after: dict[Pixel, list[Pixel]]) -> list[str]:
    rings = []
    while after:
        start = here = min(after)
        points = []
        while here in after:
            points.append(here)
            there = after[here].pop()
            if not after[here]:
                del after[here]
            here = there
            if here == start:
                break
        rings.append(_ring(points))
    return rings


def _ring(points: list[Pixel]) -> str:
    """Return the path of a closed line, in steps: half as long as with the place of each corner."""
    (x, y), rest = points[0], points[1:]
    said = [f"M{x} {y}"]
    for one, other in rest:
        said.append(f"v{other - y}" if one == x else f"l{one - x} {other - y}".replace(" -", "-"))
        x, y = one, other
    return "".join(said) + "z"


def around(cell: Cell, cells: Collection[Cell], steps: int) -> list[Cell]:
    """Return the cells within so many steps of one, itself among them."""
    return sorted(other for other in cells if apart(cell, other) <= steps)


def through(points: Iterable[Pixel]) -> str:
    """Return a short path with these points in their order and no others: steps from each to the next."""
    said: list[str] = []
    x = y = 0
    for one, other in points:
        said.append(f"h{one - x}" if said and other == y else f"m{one - x} {other - y}".replace(" -", "-"))
        x, y = one, other
    return "".join(said)
