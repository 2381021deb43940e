"""Brings the example county to the map: a county with four districts, on ground that is really sea."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.foundation.example.queries.rows import Keys
from dueregard.records.areas.actions.load_areas import load_areas
from dueregard.records.areas.gateways.area_tables import AreaFact, AreaTables, CodeFact, PlaceFact
from dueregard.records.areas.models import Area
from dueregard.records.areas.queries.small_map import forget_layout
from dueregard.records.bodies.queries.example import COUNTY, COUNTY_CODE, DISTRICTS

SLUG = COUNTY.lower()
REGION = "Invented"
SOURCE = "invented"
# In the North Sea off Norfolk: nobody's real council can be taken for one of these.
PLACES = {"Sampleford": (53.05, 2.1), "Mockton": (53.05, 2.4), "Fictley": (53.3, 2.1), "Inventham": (53.3, 2.4)}


def bring(*, now: datetime) -> Iterator[None]:
    """Load the county and its districts as tables of areas are loaded; the hexagons are laid out anew."""
    areas = [_area(SLUG, COUNTY, "upper", ""), *(_area(_slug(name), name, "lower", SLUG) for name in DISTRICTS)]
    codes = [CodeFact(SLUG, COUNTY_CODE, None, None)]
    codes += [CodeFact(_slug(name), code, None, None) for name, code in DISTRICTS.items()]
    places = {_slug(name): PlaceFact(*place, SOURCE) for name, place in PLACES.items()}
    digest = sha256(COUNTY.encode()).hexdigest()
    tables = AreaTables(tuple(areas), tuple(codes), (), places, digest)
    load_areas(tables=tables, by=None, now=now, today=timezone.localdate(now))
    yield


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with the map."""
    area = Area.objects.filter(slug=SLUG).first()
    if area is None:
        return ()
    return (
        ToTry(52, "See how the whole county stands", area.get_absolute_url(), "Its four districts are on the map."),
    )


def take_away(gone: Keys) -> None:
    """Let the map on the home page be read again once the county is gone."""
    transaction.on_commit(forget_layout)


def _slug(name: str) -> str:
    return f"{SLUG}-{name.lower()}"


def _area(slug: str, name: str, tier: str, parent: str) -> AreaFact:
    return AreaFact(slug, name, tier, "england", REGION, parent, None, None, "", SOURCE)
