"""Settles what happened to a message that a crash left unknown: by evidence, or by a person who checked.

Nothing here sends; `send_again` only puts back what a person found not to have arrived.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, F, Q, Value
from django.db.models.functions import Coalesce

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting

State = OutgoingMessage.State
SEND_TASK = "dueregard.foundation.mail.tasks.send_outgoing"


class NotOurs(LookupError):
    """No message of ours has this Message-ID."""


class NothingToSettle(Exception):
    """What happened to this message is already known."""


def settle_by_copy(*, message_id: str, now: datetime) -> OutgoingMessage:
    """Take the arrival of our own copy as proof: the mail server accepted the message. Raises: NotOurs"""
    return _settle(message_id, "our own copy arrived", now)


def settle_by_log(*, message_id: str, line: str, now: datetime) -> OutgoingMessage:
    """Take a line of the mail server's log as proof that it accepted the message. Raises: NotOurs"""
    return _settle(message_id, f"the mail server's log: {line}"[:200], now)


def settle_as_sent(*, message: OutgoingMessage, by: Person, now: datetime) -> OutgoingMessage:
    """A person found that the message went out. Raises: NothingToSettle"""
    with transaction.atomic():
        settled = OutgoingMessage.objects.filter(pk=message.pk, state__in=[State.UNSURE, State.FAILED]).update(
            state=State.SENT,
            state_at=now,
            sent_at=_when_it_left(now),
            how_known="a person checked: it was sent",
            trouble="",
        )
        if not settled:
            raise NothingToSettle(str(message.pk))
        record_act(by=by, did="settle_as_sent", on=message, at=now)
    message.refresh_from_db()
    return message


def send_again(*, message: OutgoingMessage, by: Person, now: datetime) -> OutgoingMessage:
    """A person found that the message did not go out, or fixed what made it fail: send it. Raises: NothingToSettle"""
    with transaction.atomic():
        put_back = OutgoingMessage.objects.filter(
            pk=message.pk, state__in=[State.UNSURE, State.FAILED], mode=Mode.LIVE
        ).update(state=State.WAITING, state_at=now, not_before=now, attempts=0, worker="", lease_until=None, trouble="")
        if not put_back:
            raise NothingToSettle(str(message.pk))
        record_act(by=by, did="send_again", on=message, at=now)
        enqueue_unless_waiting(SEND_TASK, run_after=now)
    message.refresh_from_db()
    return message


def _when_it_left(now: datetime) -> Coalesce:
    """Return the instant the hand-over began: the law's clock starts there, however late we learn that it succeeded."""
    return Coalesce(F("offered_at"), Value(now), output_field=DateTimeField())


def _settle(message_id: str, how_known: str, now: datetime) -> OutgoingMessage:
    """Mark as sent whatever is open. A message waiting after a try is open too: the evidence says it was accepted."""
    tried = Q(state__in=[State.CLAIMED, State.HANDING_OVER, State.UNSURE, State.FAILED])
    tried |= Q(state=State.WAITING, attempts__gt=0)
    with transaction.atomic():
        message = OutgoingMessage.objects.select_for_update().filter(message_id=message_id).first()
        if message is None:
            raise NotOurs(message_id)
        settled = OutgoingMessage.objects.filter(tried, pk=message.pk, mode=Mode.LIVE).update(
            state=State.SENT,
            state_at=now,
            sent_at=_when_it_left(now),
            how_known=how_known,
            trouble="",
            lease_until=None,
        )
        if settled:
            record_act(by=None, did="settle_by_evidence", on=message, at=now, details={"was": message.state})
            message.refresh_from_db()
    return message
