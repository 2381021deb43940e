"""Closing a case, and opening it again: an event like any other, recorded by a person."""

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
    """A colleague closed the case meanwhile."""


class NotClosed(Exception):
    """The case is open."""


def close_case(*, case: Case, by: Person, now: datetime) -> None:
    """Close the case; nobody is asked to do anything in it any more. Raises: NotAsked, AlreadyClosed"""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.phase == Phase.PREPARING:
            raise NotAsked("This request has not been sent. Take the body out of the campaign instead.")
        if case.phase == Phase.CLOSED:
            raise AlreadyClosed("This case is closed already.")
        record_event(case=case, kind=EventKind.CLOSED, on=timezone.localdate(now), by=by, now=now)


def reopen_case(*, case: Case, by: Person, now: datetime) -> None:
    """Open a closed case again; its dates are worked out anew. Raises: NotClosed"""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.phase != Phase.CLOSED:
            raise NotClosed("This case is open already.")
        record_event(case=case, kind=EventKind.REOPENED, on=timezone.localdate(now), by=by, now=now)
