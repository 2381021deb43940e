"""Published demands as everyone may take them away, with what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day
from dueregard.parts.tracker.access import public_demands
from dueregard.parts.tracker.models import Demand
from dueregard.parts.tracker.queries.public_demands import as_plain, with_lines
from dueregard.rules.opendata.tables import Column, Filter, Refers, Table, Type, by_groups

TABLE = Table(
    name="demands",
    one="demand",
    title="Demands",
    says="What groups demanded of public bodies over the Prevent duty, what was done for it, and what came of it.",
    licence=by_groups("The group that wrote it down, on the page of the demand."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the demand.", "b7f5f0c4-22a1-4d0f-9d0e-51c1f7b2a903"),
        Column("demand", Type.TEXT, "What is demanded.", "Publish the number of referrals each year"),
        Column("details", Type.TEXT, "More of it, in the group's words.", ""),
        Column("body", Type.TEXT, "The body it is put to: its id.", "university-of-northport"),
        Column("body_name", Type.TEXT, "And its name.", "University of Northport"),
        Column("demanded_by", Type.TEXT, "Who demanded it.", "Northport UCU"),
        Column("alongside", Type.TEXT, "Who else worked for it.", ""),
        Column("demanded_on", Type.DAY, "When.", "2026-09-01"),
        Column("standing", Type.TEXT, "How it stands, in words.", "Won"),
        Column("standing_since", Type.DAY, "Since when.", "2026-11-02"),
        Column("answer", Type.TEXT, "What the body answered last, in words; may be empty.", "Agreed"),
        Column("done", Type.WORDS, "What was done for it.", ("Letter", "Motion")),
        Column("outcomes", Type.WORDS, "What came of it, each after its day.", ("2026-11-02: Won",)),
        Column("sources", Type.WORDS, "Where this can be read.", ("https://northport.example/minutes",)),
        Column("letter_or_motion", Type.ADDRESS, "Its wording, to use again.", None, may_miss=True),
        Column("published_on", Type.DAY, "When it was published.", "2026-11-24"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/demands/b7f5f0c4/"),
    ),
    filters=(Filter("body", "Demands put to this body.", "university-of-northport"),),
    refers=(Refers("body", "bodies"),),
    since="published_on",
)


def _rows() -> QuerySet[Demand]:
    return with_lines(public_demands())


def _told(rows: Sequence[Demand], now: datetime) -> list[Row]:
    return [_row(one) for one in rows]


def _row(demand: Demand) -> Row:
    told = as_plain(demand)
    lines = told["lines"]
    return {
        "id": str(demand.pk),
        "demand": told["demand"],
        "details": told["details"],
        "body": told["body"]["slug"],
        "body_name": told["body"]["name"],
        "demanded_by": told["demanded_by"],
        "alongside": told["alongside"],
        "demanded_on": told["demanded_on"],
        "standing": told["stands"],
        "standing_since": told["since"],
        "answer": told["answer"],
        "done": list(dict.fromkeys(line["what"] for line in lines if line["kind"] == "action")),
        "outcomes": [f"{line['on']}: {line['what']}" for line in lines if line["kind"] == "outcome"],
        "sources": list(dict.fromkeys(line["source"] for line in lines if line["source"])),
        "letter_or_motion": told["letter_or_motion"],
        "published_on": day(localdate(demand.published_at)) if demand.published_at else None,
        "page": told["page"],
    }


OFFER = Offer(TABLE, _rows, _told, since="published_at", filters={"body": "body__slug"})
