"""Ends the time to undo: waiting messages are sent at once."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dueregard.foundation.mail.actions.queue_message import SEND_TASK
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting
from dueregard.rules.practice.site_time import real


def leave_now(*, messages: Iterable[UUID], now: datetime) -> int:
    """Send these messages at once, unless they have been tried already. Returns how many."""
    state, now = OutgoingMessage.State, real(now)
    with transaction.atomic():
        hastened = OutgoingMessage.objects.filter(
            pk__in=list(messages), state=state.WAITING, attempts=0, not_before__gt=now
        ).update(not_before=now, state_at=now)
        enqueue_unless_waiting(SEND_TASK, run_after=now)
    return hastened
