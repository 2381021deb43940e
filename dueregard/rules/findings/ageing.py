"""How old an answer may be: each question says how many months it holds, and what is older fades and then ends.

The day on which an answer was true is that of its source, not the day on which somebody read it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_MONTHS = 120


class Age(StrEnum):
    """How an answer stands beside the age its question allows."""

    CURRENT = "current"
    FADING = "fading"  # older than allowed: it may have changed
    OLD = "old"  # older than twice that: it is history, and no answer for today
    UNDATED = "undated"

    @property
    def words(self) -> str:
        """What a page says of it."""
        return _WORDS[self]

    @property
    def tone(self) -> str:
        """The tone of its word."""
        return _TONES[self]


_WORDS = {
    Age.CURRENT: "",
    Age.FADING: "May have changed",
    Age.OLD: "Out of date",
    Age.UNDATED: "No date",
}
_TONES = {Age.CURRENT: "good", Age.FADING: "soon", Age.OLD: "quiet", Age.UNDATED: "soon"}


class Confidence(StrEnum):
    """How plainly a source says what was read in it, as the reader judged it. The lowest first."""

    UNSURE = "unsure"
    LIKELY = "likely"
    PLAIN = "plain"

    @property
    def words(self) -> str:
        """What a form and a page call it."""
        return _SURE[self]

    @property
    def about(self) -> str:
        """What it means, for a reader who chooses."""
        return _MEANT[self]


_SURE = {
    Confidence.PLAIN: "the source says so",
    Confidence.LIKELY: "follows from the source",
    Confidence.UNSURE: "not sure",
}
_MEANT = {
    Confidence.PLAIN: "It says so in plain words.",
    Confidence.LIKELY: "It does not say so in these words, but it can mean nothing else.",
    Confidence.UNSURE: "It can be read in more than one way.",
}
_ORDER = tuple(Confidence)


@dataclass(frozen=True, slots=True)
class Since:
    """When an answer was true and how it stands today."""

    age: Age
    on: date | None  # when it was true
    until: date | None  # the last day on which it counts as current; None where the question allows any age


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def first_current(today: date, months: int) -> date:
    """Return the earliest day that is current on `today`, where `months` are allowed: `since`, for a database."""
    years, month = divmod(today.month - 1 - months, 12)
    year, month = today.year + years, month + 1
    day = date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    while months_after(day, months) < today:  # a short month: 28 February and a month is 28 March, not the 31st
        day += timedelta(days=1)
    return day


def since(true_on: date | None, allowed_months: int | None, today: date) -> Since:
    """Return how an answer stands on a UK calendar date. It is current up to and on the day its months are over.

    `allowed_months` None: the question asks about what does not change.
    """
    if true_on is None:
        return Since(Age.UNDATED, None, None)
    if allowed_months is None:
        return Since(Age.CURRENT, true_on, None)
    until = months_after(true_on, allowed_months)
    if today <= until:
        return Since(Age.CURRENT, true_on, until)
    is_old = today > months_after(true_on, 2 * allowed_months)
    return Since(Age.OLD if is_old else Age.FADING, true_on, until)


def lower(one: Confidence, other: Confidence) -> Confidence:
    """Return the lower of what two readers said."""
    return min(one, other, key=_ORDER.index)


def faded(confidence: Confidence, age: Age) -> Confidence:
    """Return how sure an answer is today: a step less while it fades or has no date, and least once it is old."""
    if age is Age.CURRENT:
        return confidence
    if age is Age.OLD:
        return Confidence.UNSURE
    return _ORDER[max(0, _ORDER.index(confidence) - 1)]


def older(one: date | None, other: date | None) -> date | None:
    """Return the earlier of two days on which two readers say that it was true; what only one dates, that day."""
    return min((day for day in (one, other) if day), default=None)
