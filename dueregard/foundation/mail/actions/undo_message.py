"""Takes a letter out of the outbox while nobody has begun to send it."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import OutgoingMessage


class TooLate(Exception):
    """The message has been sent, or somebody has begun to send it."""


def undo_message(*, message: OutgoingMessage, by: Person | None, now: datetime) -> OutgoingMessage:
    """Undo a message that waits; its key stays taken. Raises: TooLate"""
    state = OutgoingMessage.State
    with transaction.atomic():
        undone = OutgoingMessage.objects.filter(pk=message.pk, state=state.WAITING).update(
            state=state.UNDONE, state_at=now, trouble=""
        )
        if not undone:
            raise TooLate(str(message.pk))
        record_act(by=by, did="undo_message", on=message, at=now)
    message.refresh_from_db()
    return message
