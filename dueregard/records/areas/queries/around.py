"""An area among its neighbours: the piece of the map of hexagons around it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dueregard.records.areas.models import Area, Tier
from dueregard.records.areas.queries.asked import AskedBody
from dueregard.records.areas.queries.counts import COUNCILS, is_bound
from dueregard.records.areas.queries.drawn import Mark, cells_on
from dueregard.records.areas.queries.rolled import KnownAreas
from dueregard.rules.areas.drawing import WIDTH, around, middle_of, outline
from dueregard.rules.areas.hexagons import Cell
from dueregard.rules.areas.standing import Standing, area_standing

STEPS = 2  # cells on each side


@dataclass(frozen=True, slots=True)
class AroundDrawing:
    """A small drawing; the line goes around the area itself."""

    marks: list[Mark]
    outlines: list[str]
    view_box: str
    says: str


@dataclass(frozen=True, slots=True)
class Around:
    """The cells around an area, and the codes of what lies in them."""

    here: tuple[Cell, ...]  # of an area, its own; of a county, those of its districts
    cells: Mapping[Cell, int]
    codes: frozenset[str]
    name: str = ""

    def drawn(self, asked: Iterable[AskedBody], known: KnownAreas, today: date) -> AroundDrawing | None:
        """Draw them by how their councils stand; None for an area without a hexagon."""
        if not self.here:
            return None
        states: dict[int, Counter[Standing]] = {key: Counter() for key in self.cells.values()}
        for one in asked:
            placed = known.roll.placed(one.area_code, today)
            if one.kind == COUNCILS and placed and placed.area in states:
                states[placed.area][one.standing] += 1
        top = max(row for _, row in self.cells)
        marks = [_mark(known.areas[key], states[key], middle_of(cell, top)) for cell, key in sorted(self.cells.items())]
        xs, ys = [mark.x for mark in marks], [mark.y for mark in marks]
        left, high = min(xs) - WIDTH, min(ys) - WIDTH
        box = f"{left} {high} {max(xs) + WIDTH - left} {max(ys) + WIDTH - high}"
        return AroundDrawing(marks, [outline(self.here, top)], box, f"{self.name} and near it")


def around_area(area: Area, known: KnownAreas, today: date) -> Around:
    """Return the piece of the map around an area of a day; of a county, around its districts. Two queries."""
    cells = cells_on(today) if area.exists_on(today) and _has_cells(area) else {}
    by_cell = {cell: key for key, cell in cells.items() if known.areas[key].exists_on(today)}
    inside = {area.pk, *(one.pk for one in known.on(today) if one.parent_id == area.pk)}
    here = tuple(cell for cell, key in sorted(by_cell.items()) if key in inside)
    if not here:
        return Around((), {}, frozenset())
    steps = STEPS if len(here) == 1 else 1
    near = {cell: by_cell[cell] for one in here for cell in around(one, by_cell, steps)}
    drawn = set(near.values())
    codes = frozenset(code for code, placed in known.roll.by_area(today).items() if placed.area in drawn)
    return Around(here, near, codes, area.name)


def _has_cells(area: Area) -> bool:
    return area.latitude is not None or area.tier == Tier.UPPER


def _mark(area: Area, states: Mapping[Standing, int], place: tuple[int, int]) -> Mark:
    standing = area_standing(states, is_bound=is_bound(area))
    return Mark(area.get_absolute_url(), f"{area.name}: {standing.words}", standing.sign, *place)
