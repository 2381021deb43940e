"""What the cards to print carry: for each situation, the contacts that were checked lately, the voice first.

A card is as small as a bank card. What does not fit is counted; what nobody has confirmed is on none.
"""

from dataclasses import dataclass
from datetime import date, datetime

from dueregard.parts.signposts.queries.help_page import Situation, help_page

MOST_LINES = 3
BY_VOICE = ("phone", "text_message", "email", "form", "website", "post")


@dataclass(frozen=True, slots=True)
class CardLine:
    """One way to reach somebody."""

    name: str
    kind: str
    value: str
    hours: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `left` ways did not fit on it."""

    title: str
    lines: tuple[CardLine, ...]
    left: int


@dataclass(frozen=True, slots=True)
class CardPage:
    """All the cards, and the day they are of."""

    cards: tuple[Card, ...]
    on: date


def card_page(now: datetime) -> CardPage:
    """Return the cards at an instant. As many queries as the help page."""
    page = help_page(now)
    return CardPage(tuple(_card(one) for one in page.situations if one.offers), page.on)


def _card(situation: Situation) -> Card:
    """Take one way of each organisation before a second one of any: whoever can be called comes first."""
    ranked = sorted(
        (
            (place, BY_VOICE.index(line.kind), offer.name, line)
            for offer in situation.offers
            for place, line in enumerate(sorted(offer.lines, key=lambda one: BY_VOICE.index(one.kind)))
        ),
        key=lambda each: each[:2],
    )
    lines = tuple(CardLine(name, line.kind, line.value, line.hours, line.checked_on) for _, _, name, line in ranked)
    return Card(situation.title, lines[:MOST_LINES], max(len(lines) - MOST_LINES, 0))
