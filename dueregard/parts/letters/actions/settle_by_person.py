"""A person, after looking for evidence, says what happened to a letter that the mail server left unclear or refused.

foundation/mail makes sure that a message is never sent twice on a guess.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.settle_message import send_again, settle_as_sent
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.letters.models import SentLetter

State = OutgoingMessage.State


class WrittenAgain(Exception):
    """A newer letter of the same title went to the same body, or this one is closed: it must not leave now."""


def settle_by_person(*, letter: SentLetter, went_out: bool, by: Person, now: datetime) -> None:
    """Take a person's word that the letter went out; otherwise send it once more.

    Raises: NothingToSettle, WrittenAgain
    """
    with transaction.atomic():
        held = SentLetter.objects.select_for_update(of=("self",)).select_related("outgoing").get(pk=letter.pk)
        if went_out:
            settle_as_sent(message=held.outgoing, by=by, now=now)
            return
        if held.closed_at is not None:
            raise WrittenAgain("This letter is closed, so it was not sent. Open it again first.")
        if _newer(held):
            raise WrittenAgain("Your group has sent this letter again since. This one was not sent.")
        send_again(message=held.outgoing, by=by, now=now)


def _newer(letter: SentLetter) -> bool:
    """Tell whether the group wrote the same letter again and did not take it back."""
    again = SentLetter.objects.filter(
        group=letter.group_id, body=letter.body_id, title=letter.title, queued_at__gt=letter.queued_at
    )
    return again.exclude(outgoing__state__in=[State.UNDONE, State.FAILED]).exists()
