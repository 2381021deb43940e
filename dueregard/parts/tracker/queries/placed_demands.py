"""The published demands on a map: GeoJSON, each at a point of the council area in which its body lies on a day.

The point is the area's, never the body's own: where a body is, the register does not know.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from dueregard.parts.tracker.access import public_demands
from dueregard.parts.tracker.models import Demand
from dueregard.parts.tracker.queries.public_demands import as_plain, with_lines
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.plain import LICENCE
from dueregard.records.areas.queries.rolled import areas_where

POINTS = (
    "Each point lies within the council area of the body, and is not where the body itself is. Demands of one area "
    f"share a point; where the area is not known there is none. Points: {LICENCE}."
)


def as_geojson(today: date, note: str) -> dict[str, Any]:
    """Return every published demand as a feature. Six queries. `note` says who wrote them down."""
    demands = list(with_lines(public_demands().order_by("-shown_last_on", "pk")))
    areas = areas_where(sorted({one.body.area_code for one in demands}), today)
    features = [_feature(one, areas.get(one.body.area_code), today) for one in demands]
    return {"type": "FeatureCollection", "about": f"{note} {POINTS}", "features": features}


def _feature(demand: Demand, area: Area | None, today: date) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": str(demand.pk),
        "geometry": _point(area),
        "properties": as_plain(demand) | {"area": _area(area, today)},
    }


def _point(area: Area | None) -> dict[str, Any] | None:
    if area is None or area.latitude is None or area.longitude is None:
        return None
    return {"type": "Point", "coordinates": [area.longitude, area.latitude]}


def _area(area: Area | None, today: date) -> dict[str, Any] | None:
    """Return the area; one that ended and was divided among several says when."""
    if area is None:
        return None
    ended = area.until_on.isoformat() if area.until_on and area.until_on <= today else None
    page = f"{settings.PUBLIC_URL}{area.get_absolute_url()}"
    return {"name": area.name, "nation": area.nation, "ended_on": ended, "page": page}
