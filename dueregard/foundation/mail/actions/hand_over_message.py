"""Hands one claimed message to the mail server, and records each step before and after it is taken.

The row says "being handed over" before the first byte leaves; so after a crash it is clear that nobody knows,
and nothing is sent twice.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.gateways.journal import JournalAway, write_begun, write_ended
from dueregard.foundation.mail.gateways.smtp import (
    LostWhileHandingOver,
    MailServer,
    MailServerAway,
    Refused,
    RefusedForNow,
)
from dueregard.foundation.mail.models import Mode, OutgoingMessage, SiteMode
from dueregard.rules.mail.left_before import Step
from dueregard.rules.work.backoff import wait_before

State = OutgoingMessage.State
HAND_OVER_LEASE = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
MOST_TRIES = 40  # about six days of "not now"

Clock = Callable[[], datetime]

# The two statements for each message are written by hand: composing them every time took longer than the mail
# server does. Both touch the row only while it is this sender's, in this attempt.
MESSAGE, MODE = OutgoingMessage._meta, SiteMode._meta
BEGIN = f"""
    UPDATE {MESSAGE.db_table} SET state = %s, state_at = %s, offered_at = %s, lease_until = %s
    WHERE id = %s AND worker = %s AND attempts = %s AND state = %s AND mode = %s
    AND EXISTS (SELECT 1 FROM {MODE.db_table} WHERE id = 1 AND mode = %s)
"""  # noqa: S608 (our own tables' names)
SENT = f"""
    UPDATE {MESSAGE.db_table} SET state = %s, state_at = %s, sent_at = %s, how_known = %s,
    trouble = '', lease_until = NULL
    WHERE id = %s AND worker = %s AND attempts = %s AND state IN (%s, %s, %s)
"""  # noqa: S608 (our own tables' names)


def hand_over_message(*, message: OutgoingMessage, server: MailServer, clock: Clock) -> None:
    """Offer, mark, transmit, record. Raises: MailServerAway, JournalAway, after putting the message back"""
    try:
        content = store.get(message.sha256)
    except FileNotFoundError:
        _record_failure(message, "The stored message is missing.", clock())
        return
    copy_to = message.reply_to if settings.INTAKE_COPY else ""
    try:
        server.offer(sender=message.reply_to, to=message.to, copy_to=copy_to)
        begun_at = clock()
        if not _begin(message, begun_at):
            server.withdraw()
            return
        answer = _transmit(message, content, server, begun_at)
    except (MailServerAway, JournalAway) as error:
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


def _transmit(message: OutgoingMessage, content: bytes, server: MailServer, begun_at: datetime) -> str:
    """Transmit between two lines of the journal, which outlives a database that is laid back. Returns the answer.

    Raises: JournalAway, MailServerAway, RefusedForNow, Refused, LostWhileHandingOver
    """
    path = Path(settings.MAIL_JOURNAL)
    try:
        write_begun(path, message_id=message.message_id, begun_at=begun_at)
    except JournalAway:
        server.withdraw()
        raise
    ended, said = Step.SENT, ""
    try:
        said = server.hand_over(content)
    except (MailServerAway, RefusedForNow) as error:
        ended, said = Step.BACK, str(error)
        raise
    except Refused as error:
        ended, said = Step.REFUSED, str(error)
        raise
    except BaseException:  # nobody knows: the line that it began is the last
        ended = Step.BEGUN
        raise
    finally:
        if ended is not Step.BEGUN:
            write_ended(path, step=ended, message_id=message.message_id, begun_at=begun_at, answer=said)
    return said


def put_back(*, message: OutgoingMessage, trouble: str, now: datetime) -> bool:
    """Put back a message that the server has certainly not accepted; after forty tries it has failed."""
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
    """The row, if this sender and this attempt still hold it."""
    states = [State.CLAIMED, State.HANDING_OVER, *also]
    return OutgoingMessage.objects.filter(
        pk=message.pk, state__in=states, worker=message.worker, attempts=message.attempts
    )


def _begin(message: OutgoingMessage, now: datetime) -> bool:
    """Commit that the outcome is now unknown. False when the claim has lapsed or the site went into practice mode."""
    until = now + HAND_OVER_LEASE
    begun = _instant(now)
    values = [State.HANDING_OVER, begun, begun, _instant(until), *_mine(message), State.CLAIMED, Mode.LIVE, Mode.LIVE]
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, values)
        return bool(cursor.rowcount == 1)


def _record_sent(message: OutgoingMessage, answer: str, now: datetime) -> bool:
    """The server said that it has the message, even if a sweep had meanwhile called it unsure."""
    how_known = f"the mail server answered {answer}"[:200]
    values = [State.SENT, _instant(now), _instant(now), how_known, *_mine(message)]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SENT, [*values, State.CLAIMED, State.HANDING_OVER, State.UNSURE])
            sent = bool(cursor.rowcount == 1)
        if sent:
            record_act(by=None, did="send_message", on=message, at=now)
    return sent


def _mine(message: OutgoingMessage) -> list[Any]:
    """What names this attempt of this sender, as the database wants it."""
    return [MESSAGE.pk.get_db_prep_value(message.pk, connection), message.worker, message.attempts]


def _instant(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


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
