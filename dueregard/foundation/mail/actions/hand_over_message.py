"""Hands one claimed message to the mail server, and writes down each step before it is taken and after it was.

The row says "being handed over" before the first byte leaves; so whoever finds it there after a crash knows that
nobody knows, and nothing is sent twice.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, QuerySet

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.gateways.smtp import (
    LostWhileHandingOver,
    MailServer,
    MailServerAway,
    Refused,
    RefusedForNow,
)
from dueregard.foundation.mail.models import Mode, OutgoingMessage, SiteMode
from dueregard.rules.backoff import wait_before

State = OutgoingMessage.State
HAND_OVER_LEASE = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
MOST_TRIES = 40  # about six days of "not now"

Clock = Callable[[], datetime]


def hand_over_message(*, message: OutgoingMessage, server: MailServer, clock: Clock) -> None:
    """Offer, mark, transmit, record. Raises: MailServerAway, after putting the message back"""
    try:
        content = store.get(message.sha256)
    except FileNotFoundError:
        _record_failure(message, "The message's bytes are not in the store.", clock())
        return
    copy_to = message.reply_to if settings.INTAKE_COPY else ""
    try:
        server.offer(sender=message.reply_to, to=message.to, copy_to=copy_to)
        if not _begin(message, clock()):
            server.withdraw()
            return
        answer = server.hand_over(content)
    except MailServerAway as error:
        put_back(message=message, trouble=str(error), now=clock())
        raise
    except RefusedForNow as error:
        put_back(message=message, trouble=str(error), now=clock())
    except Refused as error:
        _record_failure(message, str(error), clock())
    except LostWhileHandingOver as error:
        _record_unsure(message, str(error), clock())
    else:
        _record_sent(message, answer, clock())


def put_back(*, message: OutgoingMessage, trouble: str, now: datetime) -> bool:
    """Let a message wait that the server has certainly not taken; after forty tries it has failed."""
    if message.attempts >= MOST_TRIES:
        return _record_failure(message, trouble, now)
    wait = wait_before(message.attempts, first=FIRST_WAIT, most=LONGEST_WAIT)
    return bool(
        _held(message, State.UNSURE).update(
            state=State.WAITING,
            state_at=now,
            not_before=now + wait,
            worker="",
            lease_until=None,
            trouble=trouble[:300],
        )
    )


def _held(message: OutgoingMessage, *also: str) -> QuerySet[OutgoingMessage]:
    """The row, if it is still in the hands of this sender and this attempt."""
    states = [State.CLAIMED, State.HANDING_OVER, *also]
    return OutgoingMessage.objects.filter(
        pk=message.pk, state__in=states, worker=message.worker, attempts=message.attempts
    )


def _begin(message: OutgoingMessage, now: datetime) -> bool:
    """Commit that from now on nobody knows. False when the claim has lapsed or the site went into practice mode."""
    is_live = Exists(SiteMode.objects.filter(pk=1, mode=Mode.LIVE))
    begun = OutgoingMessage.objects.filter(
        is_live,
        pk=message.pk,
        state=State.CLAIMED,
        worker=message.worker,
        attempts=message.attempts,
        mode=Mode.LIVE,
    ).update(state=State.HANDING_OVER, state_at=now, lease_until=now + HAND_OVER_LEASE)
    return begun == 1


def _record_sent(message: OutgoingMessage, answer: str, now: datetime) -> bool:
    """The server said that it has the message, even if a sweep had meanwhile called it unsure."""
    with transaction.atomic():
        sent = _held(message, State.UNSURE).update(
            state=State.SENT,
            state_at=now,
            sent_at=now,
            how_known=f"the mail server answered {answer}"[:200],
            trouble="",
            lease_until=None,
        )
        if sent:
            record_act(by=None, did="send_message", on=message, at=now)
    return bool(sent)


def _record_failure(message: OutgoingMessage, words: str, now: datetime) -> bool:
    with transaction.atomic():
        failed = _held(message, State.UNSURE).update(
            state=State.FAILED, state_at=now, trouble=words[:300], lease_until=None
        )
        if failed:
            record_act(by=None, did="fail_message", on=message, at=now)
    return bool(failed)


def _record_unsure(message: OutgoingMessage, words: str, now: datetime) -> bool:
    with transaction.atomic():
        unsure = _held(message).update(state=State.UNSURE, state_at=now, trouble=words[:300], lease_until=None)
        if unsure:
            record_act(by=None, did="message_became_unsure", on=message, at=now)
    return bool(unsure)
