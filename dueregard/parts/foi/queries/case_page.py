"""The page of one case: where it stands, what to do, everything that happened, and the same question elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Case, CaseEvent, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.parts.foi.queries.letters import reference_of
from dueregard.parts.foi.queries.rows import CaseRow, case_rows, offers_of, status_of
from dueregard.records.calendars.queries import current_holidays
from dueregard.records.groups.access import is_caseworker
from dueregard.rules.case_events import EventKind, Outcome
from dueregard.rules.case_steps import Offer
from dueregard.rules.lateness import StatusWord, counted
from dueregard.rules.laws import Law, Nation
from dueregard.rules.mail_quotes import fold_quotes
from dueregard.rules.working_days import Calendar, calendar_for

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


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened, or that moved a date."""

    at: datetime
    title: str
    href: str = ""
    quote: str = ""
    source: str = ""
    files: int = 0
    needs_sorting: bool = False
    is_struck: bool = False
    strike_href: str = ""
    state: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of a case shows."""

    case: Case
    law: str
    reference: str
    status: StatusWord
    says: str
    due: ShownDate | None
    also: tuple[ShownDate, ...]
    no_date: str
    offers: tuple[Offer, ...]
    timeline: tuple[TimelineItem, ...]
    elsewhere: list[CaseRow]
    may_work: bool
    outcome: str


def case_page(case: Case, person: Person) -> CasePage:
    """Return the page of a case for somebody who may read it. Nine queries, however long the case."""
    today = timezone.localdate()
    standing = case.standing or {}
    holidays = current_holidays()
    calendar = calendar_for(Law(case.law), holidays, nation=Nation(case.body.nation))
    may_work = is_caseworker(person, case.group)
    others = case.campaign.cases.exclude(pk=case.pk).select_related("body", "campaign").order_by("-last_at")
    return CasePage(
        case=case,
        law=Law(case.law).label,
        reference=reference_of(case),
        status=status_of(case, today, holidays),
        says=standing.get("says", ""),
        due=shown_date(standing.get("due"), calendar, today),
        also=tuple(shown for row in standing.get("also", ()) if (shown := shown_date(row, calendar, today))),
        no_date=standing.get("no_date", ""),
        offers=offers_of(case, today) if may_work else (),
        timeline=_timeline(case, may_work=may_work),
        elsewhere=case_rows(others[:ELSEWHERE], today),
        may_work=may_work,
        outcome=Outcome(case.outcome).label if case.outcome else "",
    )


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
    )


def _timeline(case: Case, *, may_work: bool) -> tuple[TimelineItem, ...]:
    messages = list(case.correspondence.select_related("outgoing").prefetch_related("attachments"))
    events = list(case.events.select_related("recorded_by", "correspondence"))
    items = [_message_item(message) for message in messages]
    items += [_event_item(event, may_work=may_work) for event in events]
    items += [
        TimelineItem(
            at=change.at,
            title=f"The due date moved from {_day(change.was_on)} to {_day(change.now_on)}",
            source=change.because,
        )
        for change in case.date_changes.all()
    ]
    return tuple(sorted(items, key=lambda item: item.at, reverse=True))


def _message_item(message: Correspondence) -> TimelineItem:
    ours = message.direction == Direction.OUT
    title = f"We sent {Step(message.step).label}" if ours and message.step else "We wrote" if ours else "They wrote"
    if ours and message.outgoing and message.outgoing.state != OutgoingMessage.State.SENT:
        title = f"{Step(message.step).label.capitalize()}: {message.outgoing.get_state_display()}"
    passages = fold_quotes(message.text)
    first = next((passage.text for passage in passages if passage.kind == "own" and passage.text.strip()), "")
    return TimelineItem(
        at=message.at,
        title=title,
        href=f"/desk/messages/{message.pk}/",
        quote="" if ours else _beginning(first or message.text),
        source="" if ours else " ".join(message.reasons[:2]),
        files=len(message.attachments.all()),
        needs_sorting=not message.is_sorted,
        state=message.outgoing.state if message.outgoing else "",
    )


def _event_item(event: CaseEvent, *, may_work: bool) -> TimelineItem:
    who = event.recorded_by.name if event.recorded_by else "Recorded by rule"
    sections = ", ".join(event.details.get("sections", ()))
    title = EventKind(event.kind).label + (f" under {sections}" if sections else "")
    at = event.correspondence.at if event.correspondence else event.recorded_at
    return TimelineItem(
        at=at,
        day=event.on,
        title=title,
        source=f"{who}. {event.because}".strip(),
        is_struck=event.struck_at is not None,
        strike_href=f"/desk/events/{event.pk}/strike/" if may_work and event.struck_at is None else "",
    )


def _beginning(text: str, length: int = 240) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"


def _day(on: date | None) -> str:
    return f"{on:%a} {on.day} {on:%b %Y}" if on else "no date"
