"""Throwing away the kept text of a letter that was undone before it left."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.models import Correspondence


class NotUndone(Exception):
    """The letter was sent, or still waits: only an undone one can be thrown away."""


def throw_letter_away(*, letter: Correspondence, by: Person, now: datetime) -> None:
    """Remove an undone letter from its case; that it was written and undone stays in the activity log.

    Raises: NotUndone
    """
    with transaction.atomic():
        undone = Correspondence.objects.filter(outgoing__state=OutgoingMessage.State.UNDONE)
        kept = undone.select_for_update(of=("self",)).filter(pk=letter.pk).first()
        if kept is None:
            raise NotUndone("Only a letter that was undone can be thrown away. Undo it first, if you still can.")
        record_act(by=by, did="throw_away", on=kept, at=now, details={"case": str(kept.case_id), "step": kept.step})
        mark_changed(kind="case", keys=[str(kept.case_id)])
        kept.delete()
