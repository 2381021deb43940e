"""Writes a line into the public log of take-downs, and takes one out that was written by mistake.

A line carries a day and three codes out of fixed lists (rules/privacy/taking_down): nothing that anybody typed.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.rights.models import Request, TakeDown
from dueregard.rules.practice.site_time import real
from dueregard.rules.privacy.reasons import Reason
from dueregard.rules.privacy.taking_down import OF_ERASING, Became, Thing, Why, does_not_fit


class DoesNotFit(ValueError):
    """The reason and what became of the thing contradict each other; the sentence says how."""


class GoneAlready(Exception):
    """Somebody has taken this line out of the log before."""


def log_take_down(
    *,
    thing: Thing,
    why: Why,
    became: Became,
    by: Person,
    now: datetime,
    note: str = "",
    request: Request | None = None,
) -> TakeDown:
    """Write a line. `note` is for administrators only. Raises: DoesNotFit"""
    wrong = does_not_fit(why, became)
    if wrong:
        raise DoesNotFit(wrong)
    at = real(now)
    with transaction.atomic():
        line = TakeDown.objects.create(
            on=localdate(at),
            thing=thing.value,
            why=why.value,
            became=became.value,
            note=note,
            request=request,
            made_by=by,
            made_at=at,
        )
        record_act(by=by, did="log_take_down", on=line, at=now)
    return line


def log_decided(
    *,
    things: Iterable[Thing],
    reason: Reason,
    became: Became,
    by: Person | None,
    now: datetime,
    request: Request | None = None,
) -> None:
    """Write what erasing or keeping did to things that everyone could read; not what the site does by itself."""
    why = OF_ERASING.get(reason)
    if by is None or why is None:
        return
    for thing in things:
        log_take_down(thing=thing, why=why, became=became, by=by, now=now, request=request)


def strike_take_down(*, pk: UUID, by: Person, now: datetime) -> None:
    """Take a line out that was written by mistake. Raises: GoneAlready"""
    with transaction.atomic():
        line = TakeDown.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if line is None:
            raise GoneAlready("Someone else has already taken this line out.")
        record_act(by=by, did="strike_take_down", on=line, at=now)
        line.delete()
