"""Published decisions not to cooperate, as everyone may take them away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day
from dueregard.parts.tracker.access import public_decisions
from dueregard.parts.tracker.models import Decision
from dueregard.parts.tracker.queries.public_decisions import as_plain, with_lines
from dueregard.rules.opendata.tables import Column, Filter, Table, Type, by_groups

TABLE = Table(
    name="decisions",
    one="decision",
    title="Decisions not to cooperate",
    says="Organisations that decided not to cooperate with the Prevent duty, as far as the law lets them.",
    licence=by_groups("The group that wrote it down, on the page of the decision."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the decision.", "e0b6a1de-94d5-4f2b-8d55-0c8f4a3a7711"),
        Column("organisation", Type.TEXT, "Who decided.", "Northport UCU"),
        Column("sort", Type.TEXT, "What sort of organisation it is.", "Union branch"),
        Column("body", Type.TEXT, "The body it concerns: its id; may be empty.", "university-of-northport"),
        Column("decided_on", Type.DAY, "When.", "2026-09-01"),
        Column("vote", Type.TEXT, "How it voted, in words.", "31 for, 2 against"),
        Column("no_longer_does", Type.WORDS, "What it no longer does.", ("Sit on boards",)),
        Column("own_words", Type.TEXT, "The same in its own words.", "We send nobody to the Prevent board."),
        Column("ends_when", Type.TEXT, "When it ends, in words.", "When the duty is repealed"),
        Column("last_day", Type.DAY, "Its last day, if it has one.", None, may_miss=True),
        Column("review_on", Type.DAY, "When it is looked at again.", "2027-09-01"),
        Column("standing", Type.TEXT, "Whether it stands today, in words.", "Stands"),
        Column("body_says", Type.WORDS, "What the body says about it.", ()),
        Column("source", Type.ADDRESS, "The minute or motion.", "https://northport.example/minutes", may_miss=True),
        Column("published_on", Type.DAY, "When it was published.", "2026-11-24"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/decisions/e0b6a1de/"),
    ),
    filters=(Filter("body", "Decisions that concern this body.", "university-of-northport"),),
    since="published_on",
)


def _rows() -> QuerySet[Decision]:
    return with_lines(public_decisions())


def _told(rows: Sequence[Decision], now: datetime) -> list[Row]:
    today = localdate(now)
    return [_row(one, as_plain(one, today)) for one in rows]


def _row(decision: Decision, told: Row) -> Row:
    return {
        "id": str(decision.pk),
        "organisation": told["organisation"],
        "sort": told["sort"],
        "body": decision.body.slug if decision.body else "",
        "decided_on": told["decided_on"],
        "vote": told["vote"],
        "no_longer_does": told["no_longer_does"],
        "own_words": told["in_its_own_words"],
        "ends_when": told["ends_when"],
        "last_day": told["last_day"],
        "review_on": told["looked_at_again_on"],
        "standing": told["stands"],
        "body_says": told["the_body_says"],
        "source": told["source"],
        "published_on": day(localdate(decision.published_at)) if decision.published_at else None,
        "page": told["page"],
    }


OFFER = Offer(TABLE, _rows, _told, since="published_at", filters={"body": "body__slug"})
