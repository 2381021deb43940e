"""Stops letters to bodies that closed while the letters waited: at midnight, or when the register learned of it.

What stopped is undone as if a person had done it, and its case says why.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.actions.queue_letter import undo_letter
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step


def stop_letters_to_closed(*, now: datetime) -> int:
    """Undo every letter that still waits for a body which has closed. Returns how many. Safe to run twice.

    A complaint goes to the regulator and is not stopped.
    """
    waiting = Correspondence.objects.filter(
        outgoing__state=OutgoingMessage.State.WAITING,
        direction=Direction.OUT,
        case__body__closed_on__lte=timezone.localdate(now),
    ).exclude(step=Step.COMPLAINT)
    stopped = 0
    for letter in waiting.select_related("outgoing", "case"):
        with transaction.atomic():
            if undo_letter(letter=letter, by=None, now=now):
                record_act(by=None, did="stop_letter", on=letter.case, at=now, details={"step": letter.step})
                stopped += 1
    return stopped
