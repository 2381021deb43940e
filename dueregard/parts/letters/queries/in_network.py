"""What the groups of a network read of a sent letter: its words and the body, not the address, nor what came back."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.letters.access import letters_of
from dueregard.parts.letters.models import NetworkLetter, SentLetter
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.wiring.network_kind import NetworkKind, Told

State = OutgoingMessage.State


# What did not leave is not called sent.
NOT_SENT = {
    State.FAILED: "it could not be delivered",
    State.UNSURE: "we do not know whether it left",
    State.UNDONE: "taken back before it left",
}


def told(letter: SentLetter) -> Told:
    """Return to which body it went, on which day, and what it says."""
    state = State(letter.outgoing.state)
    day = day_words(localdate(letter.queued_at))
    sent = f"sent on {day}" if state == State.SENT else f"{NOT_SENT.get(state, 'in the outbox')}, {day}"
    return Told(letter.title, (letter.body.name, sent), letter.text)


def not_taken_back(person: Person | None) -> QuerySet[SentLetter]:
    """Return the letters of a person's groups without those that were taken back before they left."""
    return letters_of(person).exclude(outgoing__state=State.UNDONE)


KIND = NetworkKind("letter", "letter", "letters", NetworkLetter, not_taken_back, told, beside=("body", "outgoing"))
