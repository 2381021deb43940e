"""What the map shows, as data to take away: CSV and GeoJSON, with sources and licences."""

import csv
from datetime import date
from io import StringIO
from typing import Any

from django.conf import settings

from dueregard.records.areas.models import Area, AreaCode, BoundaryFile, Shape
from dueregard.records.areas.queries.counts import COUNCILS, EVERY_KIND, AreaCount, counted_from, reading
from dueregard.rules.text.csv_cells import safe_cell

SOURCE = (
    "Areas and points: mySociety, UK local authority names and codes, with corrections; states: requests published here"
)
LICENCE = "CC BY 4.0 (mySociety); Open Government Licence v3.0 (Office for National Statistics)"
_HEADS = (
    *("area", "code", "tier", "nation", "region", "county", "from", "until", "latitude", "longitude"),
    *("council_state", "bodies", "asked", "never_asked", "as_of", "page", "not_confirmed", "source", "licence"),
)


def as_table(today: date) -> str:
    """Return the areas of a day as CSV. Seven queries."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADS)
    for row in _rows(today):
        writer.writerow([safe_cell(str(row[head])) for head in _HEADS])
    return out.getvalue()


def as_geojson(today: date) -> dict[str, Any]:
    """Return the areas of a day as GeoJSON; a point where no shape was imported. Nine queries."""
    file = BoundaryFile.objects.first()
    shapes = dict(Shape.objects.filter(file=file).order_by().values_list("area__slug", "geometry")) if file else {}
    features = [
        {
            "type": "Feature",
            "id": row["slug"],
            "geometry": shapes.get(row["slug"]) or _point(row),
            "properties": {head: row[head] for head in _HEADS if head not in ("source", "licence")},
        }
        for row in _rows(today)
    ]
    licence = f"{LICENCE}. {file.licence}" if file else LICENCE
    return {"type": "FeatureCollection", "source": SOURCE, "licence": licence, "features": features}


def _point(row: dict[str, Any]) -> dict[str, Any] | None:
    if row["latitude"] == "":
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def _rows(today: date) -> list[dict[str, Any]]:
    read = reading(today)
    councils = {one.area.pk: one for one in counted_from(read, kind=COUNCILS).rows}
    codes: dict[int, str] = {}
    for code in AreaCode.objects.filter(until_on__isnull=True).order_by("code"):
        codes[code.area_id] = code.code
    every = counted_from(read, kind=EVERY_KIND).rows
    names = {row.area.pk: row.area.name for row in every}
    return [_one(row, councils[row.area.pk], codes, names, today) for row in every]


def _one(
    row: AreaCount, council: AreaCount, codes: dict[int, str], names: dict[int, str], today: date
) -> dict[str, Any]:
    area: Area = row.area
    return {
        "slug": area.slug,
        "area": area.name,
        "code": codes.get(area.pk, ""),
        "tier": area.tier,
        "nation": area.nation,
        "region": area.region,
        "county": names.get(area.parent_id or 0, ""),
        "from": area.from_on.isoformat() if area.from_on else "",
        "until": area.until_on.isoformat() if area.until_on else "",
        "latitude": "" if area.latitude is None else area.latitude,
        "longitude": "" if area.longitude is None else area.longitude,
        "council_state": council.standing.value,
        "bodies": row.bodies,
        "asked": row.asked,
        "never_asked": row.never,
        "as_of": today.isoformat(),
        "page": f"{settings.PUBLIC_URL}{area.get_absolute_url()}",
        "not_confirmed": area.unsure,
        "source": SOURCE,
        "licence": LICENCE,
    }
