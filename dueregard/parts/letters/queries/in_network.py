"""What the groups of a network read of a sent letter: its words and the body, not the address, nor what came back."""

from __future__ import annotations

from django.utils.timezone import localdate

from dueregard.parts.letters.access import letters_of
from dueregard.parts.letters.models import NetworkLetter, SentLetter
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.wiring.network_kind import NetworkKind, Told


def told(letter: SentLetter) -> Told:
    """Return to which body it went, on which day, and what it says."""
    return Told(letter.title, (letter.body.name, f"sent on {day_words(localdate(letter.queued_at))}"), letter.text)


KIND = NetworkKind("letter", "letter", "letters", NetworkLetter, letters_of, told, beside=("body",))
