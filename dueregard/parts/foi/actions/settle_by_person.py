"""A person says what became of a letter of which the mail server left it open, after looking for evidence.

That a message is never sent twice on a guess is held by foundation/mail; here the case is told.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.settle_message import NothingToSettle, send_again, settle_as_sent
from dueregard.parts.foi.actions.settle_letters import settle_letter
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.foi.queries.outbox import newer_of_its_kind


class Replaced(Exception):
    """A newer letter of this kind has gone, so this one must not leave as well."""


def settle_by_person(*, letter: Correspondence, went_out: bool, by: Person, now: datetime) -> None:
    """Take a person's word that the letter went out; else let it leave once more. The case's dates follow.

    Raises: NothingToSettle, Replaced
    """
    with transaction.atomic():
        letter = Correspondence.objects.select_for_update(of=("self",)).select_related("outgoing").get(pk=letter.pk)
        if letter.outgoing is None:
            raise NothingToSettle("This letter did not go by e-mail.")
        if went_out:
            settle_as_sent(message=letter.outgoing, by=by, now=now)
        elif newer_of_its_kind(letter).exists():
            raise Replaced("A newer letter of this kind has gone to them. This one stays here.")
        else:
            send_again(message=letter.outgoing, by=by, now=now)
        letter.settled_at = None  # a letter that had failed was settled as such; it is open again
        letter.save(update_fields=["settled_at"])
        settle_letter(pk=letter.pk, now=now)
