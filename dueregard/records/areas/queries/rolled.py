"""All areas as the rules want them, to say where a code lies on a day."""

from dataclasses import dataclass
from datetime import date

from dueregard.records.areas.models import Area, AreaCode, AreaSuccession
from dueregard.rules.areas.rolling import Roll, Step, Term


def roll() -> Roll:
    """Return all areas with their codes and successors. Three queries."""
    terms = Area.objects.order_by().values_list("pk", "from_on", "until_on")
    steps = AreaSuccession.objects.order_by("pk").values_list("from_area", "to_area", "is_whole")
    return Roll(
        terms=[Term(*term) for term in terms],
        codes=dict(AreaCode.objects.order_by().values_list("code", "area_id")),
        steps=[Step(*step) for step in steps],
    )


@dataclass(frozen=True, slots=True)
class KnownAreas:
    """All areas of every day with what belongs to them: read once for a page that needs many of them."""

    areas: dict[int, Area]
    codes: list[AreaCode]
    steps: list[AreaSuccession]
    roll: Roll

    def on(self, day: date) -> list[Area]:
        """Return the areas that exist on a day, in the order of their names."""
        return [area for area in self.areas.values() if area.exists_on(day)]


def known_areas() -> KnownAreas:
    """Return all areas. Three queries."""
    areas = {area.pk: area for area in Area.objects.order_by("name", "slug")}
    codes = list(AreaCode.objects.all())
    steps = list(AreaSuccession.objects.all())
    rolled = Roll(
        terms=[Term(area.pk, area.from_on, area.until_on) for area in areas.values()],
        codes={code.code: code.area_id for code in codes},
        steps=[Step(step.from_area_id, step.to_area_id, step.is_whole) for step in steps],
    )
    return KnownAreas(areas, codes, steps, rolled)


def areas_where(codes: list[str], day: date) -> dict[str, Area]:
    """Return the area in which each of these codes lies on a day. Four queries."""
    rolled = roll()
    placed = {code: found.area for code in codes if (found := rolled.placed(code, day))}
    areas = Area.objects.in_bulk(set(placed.values()))
    return {code: areas[key] for code, key in placed.items()}
