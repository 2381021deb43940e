"""What waits among letters that were sent: a reply nobody has read, a day that has passed, one that was refused."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.letters.access import letters_of
from dueregard.parts.letters.models import Reply, SentLetter
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of

OF_REPLY = ("letter__title", "letter__body__name", "letter_id")
OF_LETTER = ("title", "body__name", "id")
State = OutgoingMessage.State


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the three kinds."""
    letters = letters_of(person)
    open_letters = letters.filter(closed_at=None)
    replies = Reply.objects.filter(letter__in=letters.values("pk"))
    # A reply may be a machine's, or answer a part: once it is read, the letter waits until a person closes it.
    unread = Reply.objects.filter(letter=OuterRef("pk"), read_at=None)
    # One that was taken back or refused reminded nobody.
    reminders = SentLetter.objects.filter(reminds_of=OuterRef("pk"))
    reminders = reminders.exclude(outgoing__state__in=[State.UNDONE, State.FAILED])
    late = open_letters.filter(~Exists(unread), ~Exists(reminders), answer_by__lt=today, outgoing__state=State.SENT)
    return (
        Kind(
            code="letter-reply",
            is_from_outside=True,
            one="reply to a letter",
            several="replies to letters",
            page="letters:all_sent",
            to=For.ACTING,
            rows=replies.filter(read_at=None),
            group="letter__group",
            since=day_of("at"),
            columns=OF_REPLY,
            says=lambda row: _says(row, "Read the reply", "Hold it against what you asked, and say that you read it."),
            seen=replies,
        ),
        Kind(
            code="letter-late",
            one="letter past its day",
            several="letters past their day",
            page="letters:all_sent",
            to=For.ACTING,
            rows=late,
            group="group",
            since=day_of("queued_at"),
            due="answer_by",
            columns=OF_LETTER,
            says=lambda row: _says(row, "Close it or send a reminder", "The day that you named has passed."),
            seen=letters,
        ),
        Kind(
            code="letter-stuck",
            one="letter that may not have arrived",
            several="letters that may not have arrived",
            page="letters:all_sent",
            to=For.ACTING,
            rows=open_letters.filter(outgoing__state__in=[State.FAILED, State.UNSURE]),
            group="group",
            since=day_of("queued_at"),
            columns=OF_LETTER,
            says=lambda row: _says(row, "Check whether it arrived", "It was refused, or nobody knows whether it left."),
            seen=letters,
        ),
    )


def _says(row: Row, what: str, why: str) -> Says:
    title, body, pk = row.words[:3]
    return Says(f"{what}: {body}", f"{title}. {why}", reverse("letters:sent", args=[UUID(pk)]), "Open it")
