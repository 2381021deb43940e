"""Let everybody read of a body that a group entered by hand: an administrator says so, its day comes, or it is named.

Until then it would say whom somebody is about to ask. `rules/register/address_changes` says how long that is.
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.openly_named import openly_named
from dueregard.rules.register.address_changes import told_on


class ToldAlready(Exception):
    """Everybody may read of this body already."""


def tell_everybody(*, body: Body, by: Person, now: datetime) -> None:
    """Open a body to everybody before its day. Raises: ToldAlready"""
    with transaction.atomic():
        held = Body.objects.select_for_update().filter(pk=body.pk, told_on__isnull=False)
        if not held.update(told_on=None, added_at=now):
            raise ToldAlready
        mark_changed(kind="body", keys=[str(body.pk)])
        record_act(by=by, did="body.shown", on=body, at=now)


def tell_what_is_due(*, now: datetime) -> int:
    """Open every body whose day has come, or which something open to everybody names. Returns: how many.

    A day that is further off than any body waits was reckoned by a wrong clock, and is put right. Safe to run twice.
    """
    today = localdate(now)
    Body.objects.filter(told_on__gt=told_on(today)).update(told_on=told_on(today))
    waiting = dict(Body.objects.filter(told_on__isnull=False).order_by("told_on").values_list("pk", "told_on"))
    due = {pk for pk, day in waiting.items() if day is not None and day <= today}
    named = openly_named(waiting.keys() - due)
    with transaction.atomic():
        Body.objects.filter(pk__in=due, told_on__lte=today).update(told_on=None)
        Body.objects.filter(pk__in=named, told_on__isnull=False).update(told_on=None, added_at=now)
        mark_changed(kind="body", keys=[str(pk) for pk in due | named])
    return len(due | named)
