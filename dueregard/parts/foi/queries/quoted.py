"""Which letters of a case a message may quote: those that came or went before it, in either direction.

What of a message is folded as quoted is decided in rules/mail/quotes.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from dueregard.parts.foi.models import Correspondence
from dueregard.rules.mail.our_words import OneLetter, OurLetters

MOST_LETTERS = 20  # the newest before a message: what it quotes
MOST_CHARS = 60_000  # of one letter; nobody quotes more of it


def older_letters(messages: Sequence[Correspondence]) -> Mapping[UUID, OurLetters]:
    """Return for each message of a case the letters before it. No query."""
    found: dict[UUID, OurLetters] = {}
    before: list[OneLetter] = []
    for message in sorted(messages, key=lambda each: (each.at, each.created_at)):
        found[message.pk] = OurLetters.of(*before[-MOST_LETTERS:])
        before.append(OneLetter(message.text[:MOST_CHARS]))
    return found


def letters_before(message: Correspondence) -> OurLetters:
    """Return the letters of its case before one message. One query."""
    before = Correspondence.objects.filter(case=message.case_id, at__lte=message.at).exclude(pk=message.pk)
    return OurLetters.of(*before.order_by("-at").values_list("text", flat=True)[:MOST_LETTERS])
