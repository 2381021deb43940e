"""The log of take-downs as everyone may take it away: a day and codes, each with its words.

A line is told when its day is over. Until then nobody could read on without learning which line of a day came first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day
from dueregard.records.rights.models import TakeDown
from dueregard.rules.opendata.tables import Column, Filter, Table, Type, by_groups
from dueregard.rules.privacy.taking_down import Became, Thing, Why

THINGS, REASONS, BECAME = (tuple(one.value for one in code) for code in (Thing, Why, Became))
TABLE = Table(
    name="take-downs",
    one="take down",
    title="Log of take-downs",
    says="What was taken down, corrected or answered on this site, and what stays though someone objected. Every word "
    "is out of a fixed list; the log names nobody. A line is told here from the day after.",
    licence=by_groups("The people who run this site."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the line.", "4c1c0a52-9d3e-4f0a-8c53-0f6f5f5d7c11"),
        Column("on", Type.DAY, "The day on which it was done.", "2026-11-30"),
        Column("thing", Type.TEXT, "Of which kind the thing was: a code.", "document", one_of=THINGS),
        Column("thing_in_words", Type.TEXT, "The same in words.", Thing.DOCUMENT.label),
        Column("reason", Type.TEXT, "Why: a code.", "personal", one_of=REASONS),
        Column("reason_in_words", Type.TEXT, "The same in words.", Why.PERSONAL.label),
        Column("became", Type.TEXT, "What became of it: a code.", "taken_down", one_of=BECAME),
        Column("became_in_words", Type.TEXT, "The same in words.", Became.TAKEN_DOWN.label),
    ),
    filters=(
        Filter("thing", "Only things of this kind.", "document", THINGS),
        Filter("reason", "Only with this reason.", "personal", REASONS),
        Filter("became", "Only what this became of.", "taken_down", BECAME),
    ),
    since="on",
)


def _rows() -> QuerySet[TakeDown]:
    return TakeDown.objects.filter(on__lt=localdate()).defer("note")


def _told(rows: Sequence[TakeDown], now: datetime) -> list[Row]:
    return [_row(one) for one in rows]


def _row(line: TakeDown) -> Row:
    thing, why, became = Thing(line.thing), Why(line.why), Became(line.became)
    return {
        "id": str(line.pk),
        "on": day(line.on),
        "thing": thing.value,
        "thing_in_words": thing.label,
        "reason": why.value,
        "reason_in_words": why.label,
        "became": became.value,
        "became_in_words": became.label,
    }


OFFER = Offer(
    TABLE,
    _rows,
    _told,
    since="on",
    by_day=True,
    filters={"thing": "thing", "reason": "why", "became": "became"},
)
