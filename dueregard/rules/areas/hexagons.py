"""Lays areas out as hexagons, one each: every area the same size, as near to its real neighbours as can be had.

Takes coordinates alone; the same coordinates always give the same drawing. `neighbours` guesses from them which areas
touch, `spreading` makes the crowded places as roomy as the empty ones, and here the cells are given out and traded.
Rows run from south to north; odd rows are shifted half a cell to the east.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from dueregard.rules.areas.neighbours import Point, guessed_neighbours, on_a_plane
from dueregard.rules.areas.spreading import spread

Cell = tuple[int, int]  # column, row
TRADES = 100  # rounds, each of which offers every area one trade
_NEAR = 0.45  # what a cell away from its place costs, beside a neighbour who is not next to it
_WARM, _COLD = 1.6, 0.02
_ROW = math.sqrt(3) / 2  # between two rows, where cells of a row are 1 apart
Axial = tuple[int, int]


def lay_out(places: Mapping[str, Point], overseas: Collection[str] = ()) -> dict[str, Cell]:
    """Return the cell of each area, by its latitude and longitude. No two share one; columns and rows begin at 0.

    `overseas` are areas of another island: no neighbours of the rest, however near.
    """
    return dict(_laid_out(tuple(sorted(places.items())), frozenset(overseas)))


@lru_cache(maxsize=4)  # the day of a merger and the day before it are asked for again and again
def _laid_out(places: tuple[tuple[str, Point], ...], overseas: frozenset[str]) -> Mapping[str, Cell]:
    names = [name for name, _ in places]
    if not names:
        return {}
    points = on_a_plane([place for _, place in places])
    is_overseas = [name in overseas for name in names]
    near = guessed_neighbours(points)
    wanted = spread(points, near)
    near = [[other for other in others if is_overseas[other] == is_overseas[one]] for one, others in enumerate(near)]
    cells = _trade(_given_out(wanted), wanted, near)
    offset = [_offset(cell) for cell in cells]
    west, south = min(column for column, _ in offset), min(row for _, row in offset)
    south -= south % 2  # which rows are shifted must not change
    return {name: (column - west, row - south) for name, (column, row) in zip(names, offset, strict=True)}


def apart(one: Cell, other: Cell) -> int:
    """Return how many steps lie between two cells; 1 when they touch."""
    return _steps(_axial(one), _axial(other))


def centre_of(cell: Cell) -> Point:
    """Return the middle of a cell, where cells of one row are 1 apart and y grows to the north."""
    column, row = cell
    return column + (0.5 if row % 2 else 0.0), row * _ROW


def _axial(cell: Cell) -> Axial:
    column, row = cell
    return column - (row - row % 2) // 2, row


def _offset(axial: Axial) -> Cell:
    q, r = axial
    return q + (r - r % 2) // 2, r


def _steps(one: Axial, other: Axial) -> int:
    q, r = one[0] - other[0], one[1] - other[1]
    return max(abs(q), abs(r), abs(q + r))


def _at(axial: Axial) -> Point:
    q, r = axial
    return q + r / 2, r * _ROW


def _nearest(point: Point) -> Axial:
    r = round(point[1] / _ROW)
    return round(point[0] - r / 2), r


def _given_out(wanted: Sequence[Point]) -> list[Axial]:
    """Give each area the free cell nearest to its place; those in the middle first, so that edges give way."""
    x = sum(point[0] for point in wanted) / len(wanted)
    y = sum(point[1] for point in wanted) / len(wanted)
    order = sorted(range(len(wanted)), key=lambda one: (math.dist(wanted[one], (x, y)), one))
    taken: set[Axial] = set()
    cells: list[Axial] = [(0, 0)] * len(wanted)
    for one in order:
        cells[one] = _free_near(wanted[one], taken)
        taken.add(cells[one])
    return cells


def _free_near(point: Point, taken: set[Axial]) -> Axial:
    q, r = _nearest(point)
    reach = 1
    while True:
        free = [
            (math.dist(_at((q + a, r + b)), point), (q + a, r + b))
            for a in range(-reach, reach + 1)
            for b in range(-reach, reach + 1)
            if (q + a, r + b) not in taken
        ]
        if free and min(free)[0] <= reach * _ROW:
            return min(free)[1]
        reach += 1


class _Chance:
    """Numbers that look like chance and are the same each time, on every machine."""

    def __init__(self) -> None:
        self._state = 20_230_401

    def below(self, limit: int) -> int:
        self._state = (self._state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return (self._state >> 33) % limit

    def share(self) -> float:
        return self.below(1 << 24) / (1 << 24)


_ROUND = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1), (2, -1), (1, 1), (-1, 2), (-2, 1), (-1, -1), (1, -2))


def _trade(cells: list[Axial], wanted: Sequence[Point], near: Sequence[Sequence[int]]) -> list[Axial]:
    """Let areas swap cells, or move to a free one, as long as it brings neighbours together (simulated annealing)."""
    chance, holder = _Chance(), {cell: one for one, cell in enumerate(cells)}
    number, rounds = len(cells), TRADES * len(cells)
    cooling = (_COLD / _WARM) ** (1 / max(rounds, 1))
    heat = _WARM
    for _ in range(rounds):
        heat *= cooling
        one = chance.below(number)
        here = cells[one]
        if chance.below(3):
            step = _ROUND[chance.below(len(_ROUND))]
            there = (here[0] + step[0], here[1] + step[1])
        else:  # beside one of its neighbours
            if not near[one]:
                continue
            beside = cells[near[one][chance.below(len(near[one]))]]
            step = _ROUND[chance.below(6)]
            there = (beside[0] + step[0], beside[1] + step[1])
        if there == here:
            continue
        other = holder.get(there)
        before = _cost(one, here, cells, wanted, near)
        if other is not None:
            before += _cost(other, there, cells, wanted, near)
            cells[other] = here
        cells[one] = there
        after = _cost(one, there, cells, wanted, near)
        if other is not None:
            after += _cost(other, here, cells, wanted, near)
        if after <= before or chance.share() < math.exp((before - after) / heat):
            holder[there] = one
            if other is None:
                del holder[here]
            else:
                holder[here] = other
        else:
            cells[one] = here
            if other is not None:
                cells[other] = there
    return cells


def _cost(
    one: int, cell: Axial, cells: Sequence[Axial], wanted: Sequence[Point], near: Sequence[Sequence[int]]
) -> float:
    q, r = cell
    total = 0.0
    for other in near[one]:
        a, b = cells[other]
        dq, dr = q - a, r - b
        steps = max(abs(dq), abs(dr), abs(dq + dr)) - 1
        total += steps * (1.2 + 0.3 * steps) if steps else 0.0
    x, y = wanted[one]
    across, up = q + r / 2 - x, r * _ROW - y
    return total + _NEAR * (across * across + up * up)
