"""The letters that practice mode kept, for the mailroom."""

from django.db.models import Count

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import Mode, OutgoingMessage
from dueregard.parts.letters.access import letters_of
from dueregard.rules.wiring.practised import PractisedLetter

MOST = 50


def practised_letters(person: Person) -> tuple[PractisedLetter, ...]:
    """Return the newest that this person may read. One query."""
    rows = letters_of(person).filter(outgoing__mode=Mode.PRACTICE, outgoing__state=OutgoingMessage.State.SENT)
    return tuple(
        PractisedLetter(
            title=f"{one.body.name}: {one.title}",
            what="a reminder" if one.reminds_of_id else "a letter",
            to=one.to,
            sent_at=one.outgoing.sent_at or one.queued_at,
            answers=one.came,
            href=one.get_absolute_url(),
        )
        for one in rows.annotate(came=Count("replies")).order_by("-outgoing__sent_at", "pk")[:MOST]
    )
