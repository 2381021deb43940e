"""Recalculating a case's standing from its events, and recording why a date moved.

rules/casework/standing knows the law; this reads the rows, asks it, and writes what lists are sorted by.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.parts.foi.access import public_cases
from dueregard.parts.foi.models import Case, DateChange
from dueregard.parts.foi.queries.law_facts import happened_in, who_answers
from dueregard.records.calendars.queries import current_holidays
from dueregard.rules.casework.first_answer import Came, came
from dueregard.rules.casework.standing import Standing, stand
from dueregard.rules.law.holidays import Holidays

STORED = ["phase", "turn", "outcome", "came", "due_on", "due_not_before", "standing", "calendar_version"]
BATCH = 500  # cases in one short transaction, so that web requests are never kept waiting


def recompute(*, case: Case, holidays: Holidays | None = None) -> Standing:
    """Work out the case's standing and store it. Call inside the transaction that made the change."""
    holidays = holidays or current_holidays()
    happened = happened_in(case)
    who = who_answers(case, happened)
    standing, how = stand(happened, who, holidays), came(happened, who, holidays)
    case.phase = standing.phase.value
    case.turn = standing.turn.value
    case.outcome = standing.outcome.value if standing.outcome else ""
    case.came = how.value if how else ""
    case.due_on = standing.due.on if standing.due else None
    case.due_not_before = standing.due.not_before if standing.due else None
    case.standing = standing.to_json()
    case.calendar_version = holidays.version
    case.save(update_fields=STORED)
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


def tell_how_answers_came() -> int:
    """Work out how the answers came that were recorded before this was kept. Returns how many. Safe to run twice.

    Of a published case only: elsewhere nobody asks, and whatever happens in a case works it out as well.
    """
    holidays, told = current_holidays(), 0
    while True:
        with transaction.atomic():
            rows = public_cases().filter(came="").exclude(outcome="").select_for_update(of=("self",))
            cases = list(rows.select_related("body", "campaign").prefetch_related("events")[:BATCH])
            for case in cases:
                happened = happened_in(case)
                how = came(happened, who_answers(case, happened), holidays) or Came.UNKNOWN
                case.came = how.value
                case.save(update_fields=["came"])
        told += len(cases)
        if not cases:
            return told


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
