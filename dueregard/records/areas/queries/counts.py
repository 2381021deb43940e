"""How many bodies each area has on a day, how many were asked, and how it stands: for the map and for data."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.asked import AskedBody, asked_bodies
from dueregard.records.areas.queries.rolled import known_areas
from dueregard.records.bodies.models import Body
from dueregard.rules.areas.standing import Standing, area_standing
from dueregard.rules.law.laws import BodyKind, Nation
from dueregard.rules.law.prevent_duty import Applies, prevent_duty

COUNCILS = BodyKind.LOCAL_AUTHORITY.value
EVERY_KIND = "all"


@dataclass(frozen=True, slots=True)
class AreaCount:
    """One area with its numbers."""

    area: Area
    bodies: int
    states: Mapping[Standing, int] = field(default_factory=dict)
    standing: Standing = Standing.NEVER

    @property
    def asked(self) -> int:
        """How many of its bodies were asked."""
        return sum(self.states.values())

    @property
    def never(self) -> int:
        """How many were never asked."""
        return self.bodies - self.asked


@dataclass(frozen=True, slots=True)
class Counted:
    """All areas of a day, and how many bodies lie in none of them."""

    rows: list[AreaCount]
    nowhere: int  # bodies without an area, or with one that was divided


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for a day, from which the numbers of any kind follow."""

    areas: dict[int, Area]
    where: dict[str, int]  # code -> the area it lies in
    numbers: list[tuple[str, str, int]]  # code, kind, how many bodies
    asked: list[AskedBody]


def counted(today: date, *, kind: str = COUNCILS) -> Counted:
    """Return the numbers of every area that exists on a day, for bodies of one kind or all. Five queries.

    Of all kinds, or of any but councils, a county has the bodies of its districts with its own.
    """
    return counted_from(reading(today, kind=kind), kind=kind)


def reading(today: date, *, kind: str = EVERY_KIND, asks: Collection[str] | None = None) -> Reading:
    """Read what is counted on a day, once for all kinds or for one. Five queries.

    With `asks`, only requests that ask these count as asked.
    """
    known = known_areas()
    areas = {area.pk: area for area in known.on(today)}
    where = {code: placed.area for code, placed in known.roll.by_area(today).items() if placed.exists}
    bodies = Body.objects.told_by(today).there_on(today)
    if kind != EVERY_KIND:
        bodies = bodies.filter(kind=kind)
    numbers = list(bodies.order_by().values_list("area_code", "kind").annotate(number=Count("pk")))
    return Reading(areas, where, numbers, list(asked_bodies(today, asks=asks).values()))


def counted_from(read: Reading, *, kind: str) -> Counted:
    """Return the numbers of one kind of body, or of all, from what was read."""
    bodies: Counter[int] = Counter()
    nowhere = 0
    for code, one, number in read.numbers:
        if kind not in (EVERY_KIND, one):
            continue
        if code in read.where:
            bodies[read.where[code]] += number
        else:
            nowhere += number
    states: dict[int, Counter[Standing]] = {key: Counter() for key in read.areas}
    for asked in read.asked:
        if kind in (EVERY_KIND, asked.kind) and asked.area_code in read.where:
            states[read.where[asked.area_code]][asked.standing] += 1
    if kind != COUNCILS:
        _add_districts(read.areas, bodies, states)
    return Counted([_row(area, bodies[key], states[key]) for key, area in read.areas.items()], nowhere)


def _add_districts(areas: dict[int, Area], bodies: Counter[int], states: dict[int, Counter[Standing]]) -> None:
    for key, area in areas.items():
        if area.parent_id in states:
            bodies[area.parent_id] += bodies[key]
            states[area.parent_id] += states[key]


def _row(area: Area, bodies: int, states: Mapping[Standing, int]) -> AreaCount:
    return AreaCount(area, bodies, states, area_standing(states, is_bound=is_bound(area)))


def is_bound(area: Area) -> bool:
    """Whether the Prevent duty applies to the councils of an area's nation, or may do."""
    found = prevent_duty(nation=Nation(area.nation), kind=BodyKind.LOCAL_AUTHORITY)
    return found.applies is not Applies.NO
