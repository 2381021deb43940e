"""Published cases as everyone may take them away: what the list and the page of a case show, and no letter.

The letters are on the page, where what is left out of each is decided; `access` says which cases are public.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.mail.queries import shown_time
from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day, whole
from dueregard.parts.foi.access import public_cases
from dueregard.parts.foi.models import Case, CaseEvent
from dueregard.parts.foi.queries.public_masking import Masking
from dueregard.parts.foi.queries.rows import status_of
from dueregard.records.calendars.queries import current_holidays
from dueregard.rules.casework.events import Outcome
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.opendata.tables import Column, Filter, Refers, Table, Type, by_groups

OUTCOMES = tuple(one.value for one in Outcome)
TABLE = Table(
    name="cases",
    one="case",
    title="Information requests",
    says="Requests under freedom of information law that a group has published, with how each was answered.",
    licence=by_groups("The group named in the column “group”, on this site."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the case.", "0d7b8f3e-3f0e-4a39-9a43-6a2b1c6d8e01"),
        Column("title", Type.TEXT, "What was asked about.", "Referrals to Channel in 2010-11"),
        Column("body", Type.TEXT, "The body that was asked: its id.", "university-of-northport"),
        Column("body_name", Type.TEXT, "And its name.", "University of Northport"),
        Column("group", Type.TEXT, "The group that asked.", "Northport group"),
        Column("law", Type.TEXT, "The law it was asked under: a code.", "foia"),
        Column("asked_on", Type.DAY, "When it was sent.", "2026-10-22", may_miss=True),
        Column("due_on", Type.DAY, "The last lawful day of the next answer.", "2026-11-19", may_miss=True),
        Column("standing", Type.TEXT, "How it stands today, in words.", "Answered"),
        Column("outcome", Type.TEXT, "How it was answered; empty while it is not.", "released"),
        Column("grounds", Type.WORDS, "What the body relied on to keep something back.", ("section 40(2)",)),
        Column("published_on", Type.DAY, "When it was published.", "2026-11-24"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/requests/0d7b8f3e/"),
    ),
    filters=(
        Filter("body", "Cases of this body.", "university-of-northport"),
        Filter("outcome", "Cases answered like this.", Outcome.RELEASED.value, OUTCOMES),
    ),
    refers=(Refers("body", "bodies"),),
    since="published_on",
)


def _rows() -> QuerySet[Case]:
    return public_cases()


def _told(rows: Sequence[Case], now: datetime) -> list[Row]:
    events = Prefetch("events", CaseEvent.objects.filter(struck_at=None))
    found = public_cases().filter(pk__in=[one.pk for one in rows]).select_related("body", "campaign", "group")
    whole_rows = {one.pk: one for one in found.prefetch_related("looked_at", events)}
    holidays, on = current_holidays(), shown_time(now)
    return [_row(whole_rows[one.pk], on, holidays) for one in rows if one.pk in whole_rows]


def _row(case: Case, now: datetime, holidays: Holidays) -> Row:
    grounds = [str(each) for event in case.events.all() for each in event.details.get("sections", ())]
    return {
        "id": str(case.pk),
        "title": Masking(case).line(case.campaign.title),
        "body": case.body.slug,
        "body_name": case.body.name,
        "group": case.group.name,
        "law": case.law,
        "asked_on": day(case.sent_on),
        "due_on": day(case.due_on),
        "standing": status_of(case, localdate(now), holidays).words,
        "outcome": case.outcome,
        "grounds": list(dict.fromkeys(grounds)),
        "published_on": day(localdate(case.published_at)) if case.published_at else None,
        "page": whole(case.public_url()),
    }


OFFER = Offer(TABLE, _rows, _told, since="published_at", filters={"body": "body__slug", "outcome": "outcome"})
