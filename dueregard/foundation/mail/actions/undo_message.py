"""Takes a letter out of the outbox before sending begins."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.rules.practice.site_time import real


class TooLate(Exception):
    """The message has been sent, or is being sent."""


def undo_message(*, message: OutgoingMessage, by: Person | None, now: datetime) -> OutgoingMessage:
    """Undo a waiting message; its key stays used. Raises: TooLate"""
    state = OutgoingMessage.State
    with transaction.atomic():
        undone = OutgoingMessage.objects.filter(pk=message.pk, state=state.WAITING).update(
            state=state.UNDONE, state_at=real(now), trouble=""
        )
        if not undone:
            raise TooLate(str(message.pk))
        record_act(by=by, did="undo_message", on=message, at=now)
    message.refresh_from_db()
    return message
