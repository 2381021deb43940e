"""Delivers practice mail to where it belongs: the mailroom inside the site. This code cannot reach a mail server."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.foundation.mail.queries import shown_time_now
from dueregard.rules.practice.site_time import real

State = OutgoingMessage.State
HOW_KNOWN = "Practice mode: read it in the mailroom."


def deliver_in_practice(*, now: datetime, limit: int = 500) -> int:
    """Mark due messages that were queued in practice mode as delivered to the mailroom. Returns how many.

    `now` is the real instant, up to which they waited; they are dated by the site's own clock.
    """
    due = _waiting().filter(not_before__lte=now)
    return _deliver(due, now, limit) if due.exists() else 0


def deliver_before_days_pass(*, at: datetime) -> int:
    """Deliver whatever waits in practice mode, at an instant on the site's clock. Returns how many."""
    delivered = 0
    while some := _deliver(_waiting(), at, 500, is_shown=True):
        delivered += some
    return delivered


def _waiting() -> QuerySet[OutgoingMessage]:
    return OutgoingMessage.objects.filter(state=State.WAITING, mode=Mode.PRACTICE)


def _deliver(due: QuerySet[OutgoingMessage], now: datetime, limit: int, *, is_shown: bool = False) -> int:
    shown = now if is_shown else shown_time_now(now)
    delivered = 0
    for message in list(due.order_by("not_before", "created_at")[:limit]):
        with transaction.atomic():
            sent = {"state": State.SENT, "state_at": real(now), "sent_at": shown, "how_known": HOW_KNOWN}
            if due.filter(pk=message.pk).update(**sent):
                record_act(by=None, did="deliver_in_practice", on=message, at=now)
                delivered += 1
    return delivered
