"""A person ends the time to undo and sends the letters at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.leave_now import leave_now
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Campaign, Correspondence
from dueregard.parts.foi.models.correspondence import Step


def send_now(*, campaign: Campaign, by: Person, now: datetime) -> int:
    """Send every waiting request of a campaign at once. Returns how many."""
    waiting = Correspondence.objects.filter(
        case__campaign=campaign, step=Step.REQUEST, outgoing__state=OutgoingMessage.State.WAITING
    ).values_list("outgoing_id", flat=True)
    return _leave(list(waiting), campaign, by, now)


def send_letter_now(*, letter: Correspondence, by: Person, now: datetime) -> int:
    """Send one letter at once. Returns 1, or 0 when it had already been sent or undone."""
    return _leave([letter.outgoing_id] if letter.outgoing_id else [], letter, by, now)


def _leave(messages: list[UUID], on: Campaign | Correspondence, by: Person, now: datetime) -> int:
    with transaction.atomic():
        hastened = leave_now(messages=messages, now=now)
        record_act(by=by, did="send_now", on=on, at=now, details={"letters": hastened})
    return hastened
