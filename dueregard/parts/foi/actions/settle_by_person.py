"""A person, after looking for evidence, says what happened to a letter that the mail server left unclear.

foundation/mail makes sure that a message is never sent twice on a guess; this tells the case.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.settle_message import NothingToSettle, send_again, settle_as_sent
from dueregard.parts.foi.actions.settle_letters import settle_letter
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.foi.queries.outbox import newer_of_its_kind


class Replaced(Exception):
    """A newer letter like this has been sent, so this one must not be."""


def settle_by_person(*, letter: Correspondence, went_out: bool, by: Person, now: datetime) -> None:
    """Take a person's word that the letter went out; otherwise send it once more. The case's dates follow.

    Raises: NothingToSettle, Replaced
    """
    with transaction.atomic():
        letter = Correspondence.objects.select_for_update(of=("self",)).select_related("outgoing").get(pk=letter.pk)
        if letter.outgoing is None:
            raise NothingToSettle("This letter was not sent by e-mail.")
        if went_out:
            settle_as_sent(message=letter.outgoing, by=by, now=now)
        elif newer_of_its_kind(letter).exists():
            raise Replaced("They have been sent a newer letter like this. This one will not be sent.")
        else:
            send_again(message=letter.outgoing, by=by, now=now)
        letter.settled_at = None  # a letter that had failed was settled as failed; it is open again
        letter.save(update_fields=["settled_at"])
        settle_letter(pk=letter.pk, now=now)
