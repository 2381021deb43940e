"""Adopted texts as everyone may take them away: those that their groups shared, with how the vote went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day, whole
from dueregard.parts.branch.access import texts_for
from dueregard.parts.branch.models import AdoptedText
from dueregard.rules.branch.motions import Outcome
from dueregard.rules.opendata.tables import Column, Filter, Refers, Table, Type, by_groups

OUTCOMES = tuple(one.value for one in Outcome)
EXAMPLE = "5d0c2f6e-6a57-4a53-9f37-2f6f0a5d3c11"
TABLE = Table(
    name="adopted-texts",
    one="adopted text",
    title="Adopted texts",
    says="Motions and policies of union branches and student unions: as proposed, as amended, and how the vote went.",
    licence=by_groups("The column “credit”, or whoever voted on it, on the page of the text."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the text.", EXAMPLE),
        Column("title", Type.TEXT, "Its title.", "No members’ names to Prevent"),
        Column("assembly", Type.TEXT, "Who voted on it.", "Northport UCU, general meeting"),
        Column("body", Type.TEXT, "The body where that is: its id; may be empty.", "university-of-northport"),
        Column("body_name", Type.TEXT, "And its name.", "University of Northport"),
        Column("decided_on", Type.DAY, "When the vote was.", "2026-10-14", may_miss=True),
        Column("outcome", Type.TEXT, "What became of it: a code.", Outcome.CARRIED.value, one_of=OUTCOMES),
        Column("votes_for", Type.WHOLE, "Votes for it, where they were counted.", 31, may_miss=True),
        Column("votes_against", Type.WHOLE, "Votes against it.", 2, may_miss=True),
        Column("abstained", Type.WHOLE, "Who voted neither way.", 4, may_miss=True),
        Column("proposed", Type.TEXT, "Its words as proposed.", "This branch notes the duty."),
        Column("amended", Type.TEXT, "Its words as amended; empty if they were not.", ""),
        Column("came_of_it", Type.TEXT, "What came of it; may be empty.", "It is a standing item now."),
        Column("credit", Type.TEXT, "Who wrote what it was made from; may be empty.", ""),
        Column("made_from", Type.TEXT, "The shared text that it was made from: its id; may be empty.", ""),
        Column("shared_on", Type.DAY, "When it was shared.", "2026-11-24"),
        Column("page", Type.ADDRESS, "Its page on this site.", f"https://site.example/branch/texts/{EXAMPLE}/"),
    ),
    filters=(
        Filter("outcome", "Texts of which this became.", Outcome.CARRIED.value, OUTCOMES),
        Filter("body", "Texts voted on at this body.", "university-of-northport"),
    ),
    refers=(Refers("body", "bodies"),),
    since="shared_on",
)


def _rows() -> QuerySet[AdoptedText]:
    return texts_for(None).select_related("taken_from")


def _told(rows: Sequence[AdoptedText], now: datetime) -> list[Row]:
    return [_row(one) for one in rows]


def _row(text: AdoptedText) -> Row:
    source = text.taken_from
    return {
        "id": str(text.pk),
        "title": text.title,
        "assembly": text.assembly,
        "body": text.body.slug if text.body else "",
        "body_name": text.body.name if text.body else "",
        "decided_on": day(text.decided_on),
        "outcome": text.outcome,
        "votes_for": text.votes_for,
        "votes_against": text.votes_against,
        "abstained": text.abstained,
        "proposed": text.proposed,
        "amended": text.amended,
        "came_of_it": text.came_of,
        "credit": text.credit,
        "made_from": str(source.pk) if source is not None and source.shared_at is not None else "",
        "shared_on": day(localdate(text.shared_at)) if text.shared_at else None,
        "page": whole(text.get_absolute_url()),
    }


OFFER = Offer(TABLE, _rows, _told, since="shared_at", filters={"outcome": "outcome", "body": "body__slug"})
