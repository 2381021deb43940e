"""Takes messages away from dead senders: back to waiting where nothing was sent, to unsure where it may have been.

Evidence or a person settles the unsure ones.
"""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q, Value
from django.db.models.functions import Least

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.work.gateways.process import this_boot
from dueregard.foundation.work.models import Worker

State = OutgoingMessage.State
NOBODY_KNOWS = "Sending was interrupted: nobody knows whether the mail server accepted it."


def sweep_outgoing(*, now: datetime) -> tuple[int, int]:
    """Return how many messages wait again and how many have become unsure."""
    lapsed = Q(lease_until__lte=now) | ~Q(worker__in=Worker.objects.alive(now).values("name"))
    held = OutgoingMessage.objects.filter(lapsed, state__in=[State.CLAIMED, State.HANDING_OVER])
    if not held.exists():
        return 0, 0
    with transaction.atomic():
        # Whoever claimed them did so when their time had come, perhaps on a clock that was ahead and has been set back.
        due = Least("not_before", Value(now))
        again = held.filter(_certainly_not_begun()).update(
            state=State.WAITING, state_at=now, not_before=due, worker="", lease_until=None
        )
        unsure = list(held.select_for_update())
        for message in unsure:
            # The worker's name stays: if it only seemed dead, the server's answer to it still settles the row.
            OutgoingMessage.objects.filter(pk=message.pk, state=message.state).update(
                state=State.UNSURE, state_at=now, lease_until=None, trouble=NOBODY_KNOWS
            )
            record_act(by=None, did="message_became_unsure", on=message, at=now)
    return again, len(unsure)


def _certainly_not_begun() -> Q:
    """A claim whose next step was never recorded. SQLite may have lost that step if the machine itself went down."""
    if connection.vendor != "sqlite":
        return Q(state=State.CLAIMED)
    return Q(state=State.CLAIMED, boot=this_boot()) & ~Q(boot="")
