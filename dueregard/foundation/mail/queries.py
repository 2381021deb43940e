"""Reads the outbox, the incoming mail and the mode of the site. Writes nothing."""

import time
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from dueregard.foundation.mail.models import Mode, OutgoingMessage, SiteMode, StoredEmail

MODE_KEPT_SECONDS = 5.0
_mode_read: tuple[float, str] | None = None


def site_mode() -> str:
    """Return "practice" or "live", for pages: read again at most every five seconds, so a page costs no query."""
    global _mode_read
    if _mode_read is None or time.monotonic() - _mode_read[0] > MODE_KEPT_SECONDS:
        _mode_read = (time.monotonic(), site_mode_now())
    return _mode_read[1]


def site_mode_now() -> str:
    """Return "practice" or "live" as the database says at this moment; anything that sends or queues asks this one."""
    mode = SiteMode.objects.filter(pk=1).values_list("mode", flat=True).first()
    return str(mode or Mode.PRACTICE)


def forget_site_mode() -> None:
    """Read the mode again the next time a page asks."""
    global _mode_read
    _mode_read = None


@dataclass(frozen=True)
class OutboxStanding:
    """How many messages are in each state, and how long the oldest has waited."""

    waiting: int
    being_sent: int
    sent: int
    unsure: int
    failed: int
    undone: int
    oldest_due_at: datetime | None


def outbox_standing(now: datetime) -> OutboxStanding:
    """Count the outbox by state."""
    state = OutgoingMessage.State
    counts = dict(OutgoingMessage.objects.order_by().values_list("state").annotate(Count("pk")))
    due = OutgoingMessage.objects.filter(state=state.WAITING, not_before__lte=now)
    return OutboxStanding(
        waiting=counts.get(state.WAITING, 0),
        being_sent=counts.get(state.CLAIMED, 0) + counts.get(state.HANDING_OVER, 0),
        sent=counts.get(state.SENT, 0),
        unsure=counts.get(state.UNSURE, 0),
        failed=counts.get(state.FAILED, 0),
        undone=counts.get(state.UNDONE, 0),
        oldest_due_at=due.aggregate(oldest=Min("not_before"))["oldest"],
    )


def outbox(*states: str) -> QuerySet[OutgoingMessage]:
    """Return messages in these states (any, when none is named), the newest first."""
    messages = OutgoingMessage.objects.order_by("-created_at", "-pk")
    return messages.filter(state__in=states) if states else messages


def waiting_emails(now: datetime) -> int:
    """Count stored e-mails that nobody has read yet."""
    return StoredEmail.objects.filter(state=StoredEmail.State.WAITING, received_at__lte=now).count()
