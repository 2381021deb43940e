"""Records the days on which a school, or the schools in a council's area, are closed, and withdraws such a record."""

from datetime import date, datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.bodies.models import Body
from dueregard.records.calendars.models import SchoolClosure


class ClosureEndsBeforeItBegins(ValueError):
    """The last closed day is before the first."""


class ClosureOfNobody(ValueError):
    """Neither one school nor an area was named, or both were."""


class ClosureWithdrawn(ValueError):
    """Someone has already withdrawn this closure."""


def record_closure(
    *,
    first_on: date,
    last_on: date,
    source: str,
    checked_on: date,
    by: Person | None,
    now: datetime,
    body: Body | None = None,
    area_code: str = "",
    label: str = "",
) -> SchoolClosure:
    """Record the UK calendar dates of a closure, both ends included, for one school or for an area (GSS code).

    Raises: ClosureEndsBeforeItBegins, ClosureOfNobody
    """
    if last_on < first_on:
        raise ClosureEndsBeforeItBegins(first_on, last_on)
    if (body is None) == (not area_code):
        raise ClosureOfNobody(area_code)
    with transaction.atomic():
        closure = SchoolClosure.objects.create(
            body=body,
            area_code=area_code,
            first_on=first_on,
            last_on=last_on,
            label=label,
            source=source,
            checked_on=checked_on,
            recorded_at=now,
            recorded_by=by,
        )
        details = {"first_on": first_on.isoformat(), "last_on": last_on.isoformat(), "area_code": area_code}
        record_act(by=by, did="record_closure", on=closure, at=now, details=details)
    return closure


def withdraw_closure(*, closure: SchoolClosure, by: Person | None, now: datetime) -> SchoolClosure:
    """Withdraw a closure.

    Raises: ClosureWithdrawn
    """
    with transaction.atomic():
        closure = SchoolClosure.objects.select_for_update().get(pk=closure.pk)
        if closure.withdrawn_at:
            raise ClosureWithdrawn(closure)
        closure.withdrawn_at, closure.withdrawn_by = now, by
        closure.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record_act(by=by, did="withdraw_closure", on=closure, at=now)
    return closure
