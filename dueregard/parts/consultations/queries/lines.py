"""The consultations of a person's groups, as lines of a list. No line tells a result or a turnout before the count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dueregard.foundation.accounts.models import Person
from dueregard.parts.consultations.access import consultations_of
from dueregard.parts.consultations.models import Consultation
from dueregard.rules.text.uk_times import in_words


@dataclass(frozen=True, slots=True)
class Line:
    """One consultation in a list."""

    title: str
    href: str
    group: str
    closes: str
    tone: str
    words: str


def consultation_lines(person: Person, now: datetime) -> tuple[Line, ...]:
    """Return them, the newest first."""
    return tuple(
        Line(one.title, one.get_absolute_url(), one.group.name, in_words(one.closes_at), *standing_words(one, now))
        for one in consultations_of(person)
    )


def standing_words(one: Consultation, now: datetime) -> tuple[str, str]:
    """Return the tone and the words of how a consultation stands."""
    if one.counted_at is not None:
        return "good", "counted"
    if one.confirmed_at is None:
        return "quiet", "not opened yet"
    if one.is_closed(now):
        return "late", "closed, not counted yet"
    return ("wait", "open") if one.is_open(now) else ("wait", "opens at its time")
