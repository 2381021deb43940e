"""The page of one case: its status, what to do, everything that happened, and the same question to other bodies."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from dueregard.parts.foi.models import Case, Correspondence
from dueregard.parts.foi.queries.collecting import ToCollect, to_collect_among
from dueregard.parts.foi.queries.keeping import ShownNote, shown_notes
from dueregard.parts.foi.queries.letters import reference_of
from dueregard.parts.foi.queries.public_look import to_look_at_in
from dueregard.parts.foi.queries.rows import ON_THEIR_WAY, CaseRow, case_rows, offers_of, status_of
from dueregard.parts.foi.queries.timeline import TimelineItem, timeline_of
from dueregard.records.bodies.queries.closing import closing_of
from dueregard.records.calendars.queries import holidays_of
from dueregard.rules.casework.events import Outcome, Turn
from dueregard.rules.casework.lateness import StatusWord, counted, tone_of
from dueregard.rules.casework.steps import Offer
from dueregard.rules.casework.tags import tags_of
from dueregard.rules.casework.undo_window import UndoWindow, undo_window
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.laws import Law, Nation
from dueregard.rules.law.working_days import Calendar

ELSEWHERE = 8


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A last day as the page shows it."""

    what: str
    on: date
    not_before: date | None
    steps: tuple[str, ...]
    source: str
    rests_on: str
    counted: str
    tone: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of a case shows."""

    case: Case
    law: str
    reference: str
    status: StatusWord
    headline: str
    says: str
    due: ShownDate | None
    also: tuple[ShownDate, ...]
    no_date: str
    doubt: str  # that our letter may not have arrived
    offers: tuple[Offer, ...]
    timeline: tuple[TimelineItem, ...]
    to_collect: tuple[ToCollect, ...]
    elsewhere: list[CaseRow]
    may_work: bool
    outcome: str
    documents_href: str
    to_look_at: int  # what in the public letters looks like a person, and nobody has decided on
    notes: tuple[ShownNote, ...]
    tags: tuple[str, ...]
    closing: str  # that the body has closed, and who took over; empty while it is open
    undo: UndoWindow | None  # until when publishing can be undone; nothing for a private case, or who may not


def case_page(
    case: Case, messages: list[Correspondence], *, may_work: bool, is_sorting: bool = False, now: datetime
) -> CasePage:
    """Return the page of a case for someone who may read it, with its messages. Seven queries, however long the case.

    One more for a body that has closed, two for a public case. Who sorts a reply is shown no other bodies' answers.
    """
    today = timezone.localdate(now)
    standing = case.standing or {}
    holidays = holidays_of(case.calendar_version)
    calendar = calendar_for(Law(case.law), holidays, nation=Nation(case.body.nation))
    status, says = status_of(case, today, holidays), standing.get("says", "")
    closing = closing_of(case.body, today)
    others = (
        case.campaign.cases.exclude(pk=case.pk).select_related("body", "campaign", "assigned_to").order_by("-last_at")
    )
    return CasePage(
        case=case,
        law=Law(case.law).label,
        reference=reference_of(case),
        status=status,
        headline=says if says and case.turn == Turn.THEIRS else status.words,  # the date block says how late
        says=says,
        due=shown_date(standing.get("due"), calendar, today),
        also=tuple(shown for row in standing.get("also", ()) if (shown := shown_date(row, calendar, today))),
        no_date=standing.get("no_date", ""),
        doubt=standing.get("doubt", ""),
        offers=offers_of(case, today, is_written=_is_written(messages)) if may_work else (),
        timeline=timeline_of(case, messages, may_work=may_work),
        to_collect=to_collect_among(messages, today),
        elsewhere=[] if is_sorting else case_rows(others[:ELSEWHERE], today),
        may_work=may_work,
        outcome=Outcome(case.outcome).label if case.outcome else "",
        documents_href=f"{reverse('evidence:documents')}?case={case.pk}",
        to_look_at=to_look_at_in(case, messages, now=now) if may_work else 0,
        notes=shown_notes(case),
        tags=tags_of(case.tags),
        closing=closing.words if closing else "",
        undo=undo_window(case.published_at, now) if may_work else None,
    )


def _is_written(messages: list[Correspondence]) -> bool:
    """Tell whether a letter of the case is on its way."""
    return any(letter.outgoing is not None and letter.outgoing.state in ON_THEIR_WAY for letter in messages)


def shown_date(row: dict[str, Any] | None, calendar: Calendar, today: date) -> ShownDate | None:
    if not row:
        return None
    on = date.fromisoformat(row["on"])
    return ShownDate(
        what=row["what"],
        on=on,
        not_before=date.fromisoformat(row["not_before"]) if row["not_before"] else None,
        steps=tuple(row["steps"]),
        source=row["source"],
        rests_on=row["rests_on"],
        counted=counted(on, today, calendar),
        tone=tone_of(on, today, calendar),
    )
