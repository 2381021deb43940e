"""Load the tables of areas, and draw the hexagons of today and of each later day on which areas change.

Loading the same tables twice changes nothing. An area that a table no longer has stays: pages and history point to it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.areas.actions.lay_out_hexagons import lay_out_hexagons
from dueregard.records.areas.gateways.area_tables import AreaFact, AreaTables, PlaceFact
from dueregard.records.areas.models import Area, AreaCode, AreaLoad, AreaSuccession
from dueregard.records.areas.queries.small_map import forget_layout

_COLUMNS = (
    *("name", "tier", "nation", "region", "parent_id", "from_on", "until_on", "unsure", "source"),
    *("latitude", "longitude", "place_source"),
)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a loading did."""

    added: int
    changed: int
    drawings: int


def load_areas(*, tables: AreaTables, by: Person | None, now: datetime, today: date) -> LoadReport:
    """Write the tables. `today` is a UK calendar date: the drawing in force on it is made, too."""
    forget_layout()
    with transaction.atomic():
        known = {area.slug: area for area in Area.objects.select_for_update().order_by("pk")}
        added, changed, moved = 0, 0, False
        for fact in sorted(tables.areas, key=lambda one: bool(one.parent)):  # counties before their districts
            area = known.get(fact.slug)
            wanted = _wanted(fact, tables.places.get(fact.slug), known)
            if area is None:
                known[fact.slug] = Area.objects.create(slug=fact.slug, **wanted)
                added += 1
            elif any(getattr(area, column) != value for column, value in wanted.items()):
                moved |= (area.latitude, area.longitude) != (wanted["latitude"], wanted["longitude"])
                for column, value in wanted.items():
                    setattr(area, column, value)
                area.save(update_fields=[column.removesuffix("_id") for column in _COLUMNS])
                changed += 1
        changed += _write_codes(tables, known) + _write_successions(tables, known)
        drawings = lay_out_hexagons(today=today, moved=moved)
        if added or changed:
            load = AreaLoad.objects.create(sha256=tables.sha256, at=now, by=by, added=added, changed=changed)
            record_act(by=by, did="areas.loaded", on=load, at=now, details={"added": added, "changed": changed})
            mark_changed(kind="area", keys=[str(area.pk) for area in known.values()])
    return LoadReport(added, changed, drawings)


def _wanted(fact: AreaFact, place: PlaceFact | None, known: dict[str, Area]) -> dict[str, object]:
    return {
        "name": fact.name,
        "tier": fact.tier,
        "nation": fact.nation,
        "region": fact.region,
        "parent_id": known[fact.parent].pk if fact.parent else None,
        "from_on": fact.from_on,
        "until_on": fact.until_on,
        "unsure": fact.unsure,
        "source": fact.source,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "place_source": place.source if place else "",
    }


def _write_codes(tables: AreaTables, known: dict[str, Area]) -> int:
    stored = {code.code: code for code in AreaCode.objects.all()}
    changed = 0
    for fact in tables.codes:
        code = stored.get(fact.code) or AreaCode(code=fact.code)
        wanted = {"area_id": known[fact.slug].pk, "from_on": fact.from_on, "until_on": fact.until_on}
        if code._state.adding or any(getattr(code, column) != value for column, value in wanted.items()):
            for column, value in wanted.items():
                setattr(code, column, value)
            code.save()
            changed += 1
    return changed


def _write_successions(tables: AreaTables, known: dict[str, Area]) -> int:
    stored = {(step.from_area_id, step.to_area_id): step for step in AreaSuccession.objects.all()}
    changed = 0
    for fact in tables.successions:
        pair = known[fact.from_slug].pk, known[fact.to_slug].pk
        step = stored.get(pair) or AreaSuccession(from_area_id=pair[0], to_area_id=pair[1])
        if step._state.adding or (step.on, step.is_whole) != (fact.on, fact.is_whole):
            step.on, step.is_whole = fact.on, fact.is_whole
            step.save()
            changed += 1
    return changed
