"""Closing a case, and reopening it: an event like any other, recorded by a person."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.actions.record_event import record_event
from dueregard.parts.foi.models import Case
from dueregard.rules.casework.events import EventKind, Phase


class NotAsked(Exception):
    """Nothing has been sent, so there is nothing to close."""


class AlreadyClosed(Exception):
    """A colleague has already closed the case."""


class NotClosed(Exception):
    """The case is open."""


def close_case(*, case: Case, by: Person, now: datetime) -> None:
    """Close the case; it no longer asks anyone to do anything. Raises: NotAsked, AlreadyClosed"""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.phase == Phase.PREPARING:
            raise NotAsked("This request has not been sent. Remove the body from the campaign instead.")
        if case.phase == Phase.CLOSED:
            raise AlreadyClosed("This case is already closed.")
        record_event(case=case, kind=EventKind.CLOSED, on=timezone.localdate(now), by=by, now=now)


def reopen_case(*, case: Case, by: Person, now: datetime) -> None:
    """Reopen a closed case; its dates are recalculated. Raises: NotClosed"""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.phase != Phase.CLOSED:
            raise NotClosed("This case is already open.")
        record_event(case=case, kind=EventKind.REOPENED, on=timezone.localdate(now), by=by, now=now)
