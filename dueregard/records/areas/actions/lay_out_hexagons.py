"""Draw the hexagons: for today, and for each later day on which areas of the map begin or end.

How they are laid out, `rules/areas/hexagons` decides. A drawing that shows the right areas already is left as it is.
"""

from datetime import date

from django.db import transaction

from dueregard.records.areas.models import Area, HexCell
from dueregard.rules.areas.hexagons import lay_out
from dueregard.rules.law.laws import Nation


def lay_out_hexagons(*, today: date, moved: bool) -> int:
    """Make what drawings are missing, and return how many. `today` is a UK calendar date.

    `moved` says that the coordinates of an area changed, so that all are made again.
    """
    with transaction.atomic():
        areas = list(Area.objects.on_the_map().filter(latitude__isnull=False).order_by("pk"))
        changes = {day for area in areas for day in (area.from_on, area.until_on) if day and day > today}
        drawn = _drawn()
        earlier = max((day for day in drawn if day <= today), default=None)
        made = 0
        for day in sorted({today, *changes}):
            on_map = [area for area in areas if area.exists_on(day)]
            wanted = {area.pk for area in on_map}
            if not moved and drawn.get(earlier if day == today and earlier else day) == wanted:
                continue
            _draw(day, on_map)
            made += 1
        HexCell.objects.filter(from_on__gt=today).exclude(from_on__in=changes).delete()
    return made


def _drawn() -> dict[date, set[int]]:
    drawn: dict[date, set[int]] = {}
    for day, area in HexCell.objects.order_by().values_list("from_on", "area_id"):
        drawn.setdefault(day, set()).add(area)
    return drawn


def _draw(day: date, areas: list[Area]) -> None:
    places = {
        area.slug: (area.latitude, area.longitude)
        for area in areas
        if area.latitude is not None and area.longitude is not None
    }
    overseas = {area.slug for area in areas if area.nation == Nation.NORTHERN_IRELAND.value}
    by_slug = {area.slug: area for area in areas}
    HexCell.objects.filter(from_on=day).delete()
    HexCell.objects.bulk_create(
        HexCell(from_on=day, area=by_slug[slug], column=column, row=row)
        for slug, (column, row) in lay_out(places, overseas).items()
    )
