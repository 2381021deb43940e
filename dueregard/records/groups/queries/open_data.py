"""Local groups as everyone may take them away: what the page that a group opened says of it, and nobody's name.

Which groups are public, `access` says. A group's area is the one that has taken over from it by the day of asking.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day, whole
from dueregard.records.areas.queries.rolled import KnownAreas, known_areas
from dueregard.records.groups.access import public_groups
from dueregard.records.groups.models import Group, Sector
from dueregard.rules.groups.reaching import reach_of
from dueregard.rules.opendata.tables import Column, Filter, Refers, Table, Type, by_groups

SECTORS = (*(one.value for one in Sector), "")
TABLE = Table(
    name="groups",
    one="group",
    title="Local groups",
    says="Groups that opened a page of their own, with where they work and how to reach them. No member is named.",
    licence=by_groups("The group itself, on its page."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the group.", "northport-schools"),
        Column("name", Type.TEXT, "Its name.", "Northport Schools"),
        Column("about", Type.TEXT, "What it does, in its own words.", "We ask the schools of Northport."),
        Column("sector", Type.TEXT, "Where its members meet the duty: a code, or empty.", "schools", one_of=SECTORS),
        Column("area", Type.TEXT, "The council area in which it works today: its id; may be empty.", "northport"),
        Column("area_name", Type.TEXT, "And its name.", "Northport"),
        Column("whereabouts", Type.TEXT, "Where it meets, roughly; may be empty.", "Near the station"),
        Column("reach", Type.TEXT, "The group's own e-mail or web address.", "hello@northport.example"),
        Column("public_on", Type.DAY, "When it opened its page.", "2026-11-24"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/groups/northport-schools/"),
    ),
    filters=(Filter("sector", "Groups of this sector.", Sector.SCHOOLS.value, tuple(one.value for one in Sector)),),
    refers=(Refers("area", "areas"),),
    since="public_on",
)


def _rows() -> QuerySet[Group]:
    return public_groups().annotate(public_at=Coalesce("public_since", "created_at"))


def _told(rows: Sequence[Group], now: datetime) -> list[Row]:
    known = known_areas() if any(one.area_id for one in rows) else None
    return [_row(one, known, now) for one in rows]


def _row(group: Group, known: KnownAreas | None, now: datetime) -> Row:
    area = None
    if known is not None and group.area_id is not None:
        area = known.areas[known.roll.forward(group.area_id, localdate(now)).area]
    return {
        "id": group.slug,
        "name": group.name,
        "about": group.about,
        "sector": group.sector,
        "area": area.slug if area else "",
        "area_name": area.name if area else "",
        "whereabouts": group.whereabouts,
        "reach": reach_of(group.reach).words,
        "public_on": day(localdate(getattr(group, "public_at", group.created_at))),
        "page": whole(group.get_absolute_url()),
    }


OFFER = Offer(TABLE, _rows, _told, since="public_at", key="slug", filters={"sector": "sector"})
