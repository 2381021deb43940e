"""Recalculating a case's standing from its events, and recording why a date moved.

rules/casework/standing knows the law; this reads the rows, asks it, and writes what lists are sorted by.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.parts.foi.models import Case, DateChange
from dueregard.records.calendars.queries import closures_of, current_holidays
from dueregard.rules.casework.events import EventKind, Happened
from dueregard.rules.casework.standing import Standing, WhoAnswers, stand
from dueregard.rules.law.deadlines import DateRange
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

STARTS = {EventKind.REQUEST_RECEIVED, EventKind.CLARIFICATION_GIVEN}
BATCH = 500  # cases in one short transaction, so that web requests are never kept waiting


def recompute(*, case: Case, holidays: Holidays | None = None) -> Standing:
    """Work out the case's standing and store it. Call inside the transaction that made the change."""
    holidays = holidays or current_holidays()
    happened = _happened(case)
    standing = stand(happened, _who_answers(case, happened), holidays)
    case.phase = standing.phase.value
    case.turn = standing.turn.value
    case.outcome = standing.outcome.value if standing.outcome else ""
    case.due_on = standing.due.on if standing.due else None
    case.due_not_before = standing.due.not_before if standing.due else None
    case.standing = standing.to_json()
    case.calendar_version = holidays.version
    case.save(update_fields=["phase", "turn", "outcome", "due_on", "due_not_before", "standing", "calendar_version"])
    return standing


def recompute_for_calendar(*, now: datetime, because: str = "") -> int:
    """Recompute every open case that was worked out with another calendar. Returns how many dates moved.

    Safe to run twice and to be killed: a case that has the current version is skipped.
    """
    holidays = current_holidays()
    moved = 0
    while True:
        with transaction.atomic():
            stale = list(
                Case.objects.open()
                .exclude(calendar_version=holidays.version)
                .select_for_update(of=("self",))
                .select_related("body", "campaign")
                .prefetch_related("events")[:BATCH]
            )
            for case in stale:
                moved += _recompute_saying_why(case, holidays, now, because)
        if not stale:
            return moved


def recompute_for_body(*, body: UUID, now: datetime) -> int:
    """Recompute the open cases of a body whose facts or closed days are others now. Returns how many dates moved.

    Safe to run twice: what has not changed is worked out to the same dates.
    """
    because = "Two entries of this body in the register were merged: its nation, its kind or its closed days changed."
    moved = 0
    with transaction.atomic():
        holidays = current_holidays()
        rows = Case.objects.open().filter(body=body).select_for_update(of=("self",)).select_related("body", "campaign")
        for case in rows.prefetch_related("events"):
            moved += _recompute_saying_why(case, holidays, now, because)
    return moved


def _recompute_saying_why(case: Case, holidays: Holidays, now: datetime, because: str) -> bool:
    was_on, old_steps = case.due_on, _steps(case)
    recompute(case=case, holidays=holidays)
    if case.due_on == was_on:
        return False
    new_steps = [step for step in _steps(case) if step not in old_steps]
    why = because or " ".join(["The bank holidays or closed days left out of the count have changed.", *new_steps])
    DateChange.objects.create(case=case, at=now, was_on=was_on, now_on=case.due_on, because=why[:300])
    record_act(by=None, did="move_date", on=case, at=now, details={"calendar": holidays.version})
    return True


def _steps(case: Case) -> list[str]:
    due = (case.standing or {}).get("due") or {}
    return list(due.get("steps", ()))


def _happened(case: Case) -> list[Happened]:
    return [
        Happened(
            kind=EventKind(event.kind),
            on=event.on,
            sections=tuple(event.details.get("sections", ())),
            until=_day(event.details.get("until")),
        )
        for event in case.events.all()
        if event.struck_at is None
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _who_answers(case: Case, happened: list[Happened]) -> WhoAnswers:
    """Return what the clock needs to know; a school's closures are unknown where none were entered for this time."""
    body = case.body
    starts = [each.on for each in happened if each.kind in STARTS]
    closures = closures_of(body, after=max(starts, default=None))
    return WhoAnswers(
        nation=Nation(body.nation),
        kind=BodyKind(body.kind),
        law=Law(case.law),
        closures=tuple(DateRange(first, last) for first, last in closures) or None,
    )
