"""The map on the home page: every council area as a sign, without links, and in words how many stand how.

Areas that stand alike are the points of one line, so that the map of all is small.

Where the areas lie changes only when they are loaded or a day passes, so that is read once and kept; how their
councils stand is read each time.
"""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dueregard.records.areas.models import AreaCode
from dueregard.records.areas.models.area import Area
from dueregard.records.areas.queries.asked import asked_bodies
from dueregard.records.areas.queries.counts import COUNCILS, is_bound
from dueregard.records.areas.queries.drawn import cells_on
from dueregard.records.areas.queries.rolled import roll
from dueregard.rules.areas.drawing import WIDTH, Pixel, middle_of, through
from dueregard.rules.areas.standing import Standing, area_standing


@dataclass(frozen=True, slots=True)
class SignedLine:
    """The areas that stand in one way: a sign, and the path on whose points it is drawn."""

    sign: str
    path: str


@dataclass(frozen=True, slots=True)
class LegendPart:
    """How many areas stand in one way."""

    sign: str
    words: str
    number: int


@dataclass(frozen=True, slots=True)
class SmallMap:
    """The drawing, and the same in words."""

    lines: tuple[SignedLine, ...]
    view_box: str
    legend: tuple[LegendPart, ...]
    says: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where each area lies, which codes lie in it, and in which the duty binds councils."""

    places: Mapping[int, tuple[int, int]]
    where: Mapping[str, int]
    bound: frozenset[int]
    view_box: str


KEPT = 600.0  # seconds
_kept: dict[date, tuple[float, _Layout | None]] = {}


def small_map(today: date) -> SmallMap | None:
    """Return the map of a day; None where no areas were loaded. One query, and eight more every ten minutes."""
    layout = _layout(today)
    if not layout.places:
        return None
    states: dict[int, Counter[Standing]] = {key: Counter() for key in layout.places}
    for one in asked_bodies(today).values():
        area = layout.where.get(one.area_code)
        if one.kind == COUNCILS and area in states:
            states[area][one.standing] += 1
    stands = {key: area_standing(states[key], is_bound=key in layout.bound) for key in layout.places}
    numbers = Counter(stands.values())
    legend = tuple(LegendPart(one.sign, one.words, numbers[one]) for one in Standing if numbers[one])
    points: dict[str, list[Pixel]] = {}
    for key, place in layout.places.items():
        points.setdefault(stands[key].sign, []).append(place)
    return SmallMap(
        lines=tuple(SignedLine(sign, through(places)) for sign, places in points.items()),
        view_box=layout.view_box,
        legend=legend,
        says=", ".join(f"{line.number} {line.words}" for line in legend),
    )


def forget_layout() -> None:
    """Read the layout again the next time; other processes do within ten minutes."""
    _kept.clear()


def _layout(today: date) -> _Layout:
    """Return the layout of a day as it was at most ten minutes ago."""
    read_at, layout = _kept.get(today, (0.0, None))
    if layout is None or time.monotonic() - read_at > KEPT:
        layout = _read(today)
        _kept.clear()
        _kept[today] = (time.monotonic(), layout)
    return layout


def _read(today: date) -> _Layout:
    areas = {area.pk: area for area in Area.objects.in_force_on(today)}
    cells = {key: cell for key, cell in cells_on(today).items() if key in areas}
    if not cells:
        return _Layout({}, {}, frozenset(), "0 0 1 1")
    top = max(row for _, row in cells.values())
    places = {key: middle_of(cell, top) for key, cell in sorted(cells.items(), key=lambda one: one[1])}
    codes = set(AreaCode.objects.values_list("code", flat=True))
    where = {code: placed.area for code, placed in roll().by_area(today).items() if placed.exists and code in codes}
    left = min(x for x, _ in places.values()) - WIDTH
    wide = max(x for x, _ in places.values()) + WIDTH - left
    high = max(y for _, y in places.values()) + WIDTH
    return _Layout(places, where, frozenset(key for key in places if is_bound(areas[key])), f"{left} 0 {wide} {high}")
