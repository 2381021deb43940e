"""Delivers practice mail to where it belongs: the mailroom inside the site. This code cannot reach a mail server."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import Mode, OutgoingMessage

State = OutgoingMessage.State
HOW_KNOWN = "Practice mode: read it in the mailroom."


def deliver_in_practice(*, now: datetime, limit: int = 500) -> int:
    """Mark due messages that were queued in practice mode as delivered to the mailroom. Returns how many."""
    due = OutgoingMessage.objects.filter(state=State.WAITING, mode=Mode.PRACTICE, not_before__lte=now)
    delivered = 0
    for message in list(due.order_by("not_before", "created_at")[:limit]):
        with transaction.atomic():
            if due.filter(pk=message.pk).update(state=State.SENT, state_at=now, sent_at=now, how_known=HOW_KNOWN):
                record_act(by=None, did="deliver_in_practice", on=message, at=now)
                delivered += 1
    return delivered
