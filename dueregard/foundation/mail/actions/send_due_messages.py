"""Sends what is due, in a slice of a few seconds so that other work gets its turn, and queues the next slice.

`hand_over_message` takes each message's steps. No transaction is open while the mail server is spoken to.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Min

from dueregard.foundation.mail.actions.claim_messages import claim_messages
from dueregard.foundation.mail.actions.deliver_in_practice import deliver_in_practice
from dueregard.foundation.mail.actions.hand_over_message import Clock, hand_over_message, put_back
from dueregard.foundation.mail.actions.heed_journal import heed_journal
from dueregard.foundation.mail.actions.name_mail_systems import name_mail_systems
from dueregard.foundation.mail.actions.sweep_outgoing import sweep_outgoing
from dueregard.foundation.mail.gateways.journal import JournalAway
from dueregard.foundation.mail.gateways.smtp import MailServer, MailServerAway, NotAMailServer, ServerAddress
from dueregard.foundation.mail.models import MailSystem, Mode, OutgoingMessage
from dueregard.foundation.mail.queries import site_clock_now
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting

State = OutgoingMessage.State
SEND_TASK = "dueregard.foundation.mail.tasks.send_outgoing"
SLICE = timedelta(seconds=10)
CLAIMED_AT_ONCE = 25
PAUSE_WITHOUT_SERVER = timedelta(minutes=1)


def send_due_messages(*, worker: str, clock: Clock) -> int:
    """Send for a slice of time and queue the next slice. Returns how many messages were dealt with."""
    now, next_at = clock(), None
    try:
        may_leave = heed_journal(now=now)
    except JournalAway as error:
        may_leave, next_at = False, now + PAUSE_WITHOUT_SERVER
        _say_why(str(error), now)
    sweep_outgoing(now=now)
    dealt_with = deliver_in_practice(now=now)
    if may_leave:
        if settings.MAIL_PER_MINUTE:
            name_mail_systems(now=now)
        try:
            dealt_with += _send_slice(worker, clock)
        except (MailServerAway, NotAMailServer, JournalAway):
            next_at = clock() + PAUSE_WITHOUT_SERVER
    next_at = next_at or _next_due(clock())
    if next_at is not None:
        enqueue_unless_waiting(SEND_TASK, run_after=next_at)
    return dealt_with


def _say_why(trouble: str, now: datetime) -> None:
    """Write on each letter that is due why it has not left: the outbox shows it."""
    due = OutgoingMessage.objects.filter(state=State.WAITING, mode=Mode.LIVE, not_before__lte=now)
    due.update(trouble=trouble[:300])


def _send_slice(worker: str, clock: Clock) -> int:
    """Send over one connection until nothing may be sent now or the slice is over.

    Raises: MailServerAway, JournalAway
    """
    ends_at, dealt_with = clock() + SLICE, 0
    server = MailServer(ServerAddress.from_url(settings.SMTP_URL), says_hello_as=_hello_name())
    with server:
        while clock() < ends_at:
            claimed = claim_messages(worker=worker, now=clock(), limit=CLAIMED_AT_ONCE)
            if not claimed:
                break
            for place, message in enumerate(claimed):
                try:
                    hand_over_message(message=message, server=server, clock=clock)
                except (MailServerAway, JournalAway) as error:
                    for other in claimed[place + 1 :]:
                        put_back(message=other, trouble=str(error), now=clock())
                    raise
                dealt_with += 1
    return dealt_with


def _next_due(now: datetime) -> datetime | None:
    """Return when the next message may be sent: its own time, and its mail system's."""
    waiting = OutgoingMessage.objects.filter(state=State.WAITING)
    site = site_clock_now()
    if site.mode != Mode.LIVE or site.is_held:
        waiting = waiting.filter(mode=Mode.PRACTICE)
    first: datetime | None = waiting.aggregate(at=Min("not_before"))["at"]
    if first is None or first > now:
        return first
    systems = waiting.filter(not_before__lte=now, mode=Mode.LIVE).order_by().values("mail_system").distinct()
    resting = dict(MailSystem.objects.filter(name__in=systems, next_at__gt=now).values_list("name", "next_at"))
    free = systems.exclude(mail_system__in=list(resting)).exists() or not resting
    return now if free else min(resting.values())


def _hello_name() -> str:
    """The name the site gives when it greets a mail server: its own host."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
