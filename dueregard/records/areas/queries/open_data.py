"""Council areas as everyone may take them away, with their codes and what came after them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day, whole
from dueregard.records.areas.models import Area, Tier
from dueregard.rules.law.laws import Nation
from dueregard.rules.opendata.tables import Column, Filter, Table, Type, by_registers

NATIONS = tuple(one.value for one in Nation)
TIERS = tuple(one.value for one in Tier)
TABLE = Table(
    name="areas",
    one="area",
    title="Council areas",
    says="Council areas with the days on which they exist, their GSS codes and what came after them.",
    licence=by_registers("Office for National Statistics, and sources named in the column “source”."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the area.", "northport"),
        Column("name", Type.TEXT, "Its name.", "Northport"),
        Column("tier", Type.TEXT, "A council area of its own, a district, or a county.", "single", one_of=TIERS),
        Column("nation", Type.TEXT, "Where it is.", Nation.ENGLAND.value, one_of=NATIONS),
        Column("region", Type.TEXT, "English region; empty elsewhere.", "North East"),
        Column("county", Type.TEXT, "Of a district: the id of its county.", ""),
        Column("codes", Type.WORDS, "Its GSS codes, the newest first.", ("E06000001",)),
        Column("from_on", Type.DAY, "Its first day, if that is known.", "2009-04-01", may_miss=True),
        Column("until_on", Type.DAY, "The first day on which it no longer exists.", None, may_miss=True),
        Column("followed_by", Type.WORDS, "Areas that took over from it, by their id.", ()),
        Column("unsure", Type.TEXT, "What is not confirmed, in words.", ""),
        Column("source", Type.TEXT, "Where its facts come from.", "Office for National Statistics"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/areas/northport/"),
    ),
    filters=(
        Filter("nation", "Areas of this nation.", Nation.ENGLAND.value, NATIONS),
        Filter("tier", "Areas of this tier.", Tier.SINGLE.value, TIERS),
    ),
)


def _rows() -> QuerySet[Area]:
    return Area.objects.select_related("parent").prefetch_related("codes", "followed_by__to_area")


def _told(rows: Sequence[Area], now: datetime) -> list[Row]:
    return [_row(one) for one in rows]


def _row(area: Area) -> Row:
    return {
        "id": area.slug,
        "name": area.name,
        "tier": area.tier,
        "nation": area.nation,
        "region": area.region,
        "county": area.parent.slug if area.parent else "",
        "codes": [one.code for one in area.codes.all()],
        "from_on": day(area.from_on),
        "until_on": day(area.until_on),
        "followed_by": [one.to_area.slug for one in area.followed_by.all()],
        "unsure": area.unsure,
        "source": area.source,
        "page": whole(area.get_absolute_url()),
    }


OFFER = Offer(TABLE, _rows, _told, key="slug", filters={"nation": "nation", "tier": "tier"})
