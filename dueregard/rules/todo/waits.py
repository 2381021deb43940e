"""Decides under which heading a waiting thing stands on a day, how its date is said, and how long one keeps it.

What waits, each app knows itself; who may see it, `records/todo` asks. All dates are UK calendar dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dueregard.rules.law.deadline_words import day_words

TAKEN_FOR = timedelta(days=3)  # when somebody takes a thing without saying until when
LONGEST_TAKEN = timedelta(days=28)
SUNDAY = 6


class Heading(StrEnum):
    """The headings of the list, in the order of the page."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    NO_DATE = "no_date"

    @property
    def words(self) -> str:
        """Return the heading as the page has it."""
        return _WORDS[self]


_WORDS = {
    Heading.OVERDUE: "Overdue",
    Heading.TODAY: "Today",
    Heading.SOON: "This week and next",
    Heading.LATER: "Later",
    Heading.NO_DATE: "No date",
}

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


@dataclass(frozen=True, slots=True)
class Taken:
    """Who has a thing, and until when."""

    by: str  # name
    is_reader: bool  # the person who reads the list
    until: date | None  # None: it comes with what they look after, such as a case


@dataclass(frozen=True, slots=True)
class Waits:
    """One waiting thing as the list shows it. `due` says where it stands; `until` is the day by which it is due."""

    kind: str
    key: str
    title: str
    about: str
    href: str
    act: str  # words of the link that does it; empty: the title is the way
    since: date
    due: date | None
    until: date | None
    why: str  # what follows from `until`, or why it waits at all
    group: str  # id of the group, or empty
    group_name: str
    may_take: bool
    may_put_away: bool
    taken: Taken | None = None
    counted: str = ""  # how far off `until` is, as the law counts: "2 working days late"; empty: by the calendar


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date as the list says it: a status (tone and words, or no status), and a line below."""

    tone: str
    words: str
    below: str


def end_of_next_week(today: date) -> date:
    """Return the Sunday that ends the next week; weeks begin on Mondays."""
    return today + timedelta(days=SUNDAY - today.weekday() + 7)


def heading_of(due: date | None, today: date) -> Heading:
    """Return under which heading a thing stands that is due on a day, or on none."""
    if due is None:
        return Heading.NO_DATE
    if due < today:
        return Heading.OVERDUE
    if due == today:
        return Heading.TODAY
    return Heading.SOON if due <= end_of_next_week(today) else Heading.LATER


def headed(things: Iterable[Waits], today: date) -> Iterator[tuple[Heading, list[Waits]]]:
    """Yield the headings that have something, each with its things in the order given."""
    under: dict[Heading, list[Waits]] = {heading: [] for heading in Heading}
    for thing in things:
        under[heading_of(thing.due, today)].append(thing)
    yield from ((heading, found) for heading, found in under.items() if found)


def said(since: date, until: date | None, today: date, counted: str = "") -> DateSaid:
    """Return how the date of a thing is said: what is late or near as a status, else since when it waits.

    `counted` is how far off it is as the law at hand counts; without it, days are counted by the calendar.
    """
    waits = f"since {day_words(since, year=since.year != today.year)}"
    if since >= today:
        waits = "came today"
    if until is None:
        return DateSaid("", waits[0].upper() + waits[1:], "")
    day = day_words(until, year=until.year != today.year)
    days = (until - today).days
    if days < 0:
        return DateSaid("late", _capital(counted) or f"{_days(-days)} late", f"was due {day}")
    if days == 0:
        return DateSaid("soon", "Today", waits)
    if days == 1:
        return DateSaid("soon", "Tomorrow", day)
    return DateSaid(
        "soon" if until <= end_of_next_week(today) else "wait", _capital(counted) or f"{_days(days)} left", f"by {day}"
    )


def how_much(number: int, headings: Mapping[Heading, int]) -> str:
    """Return how much waits, in a sentence: "Eleven things wait: two are overdue, four are for today."."""
    if not number:
        return "Nothing waits."
    whole = f"{_number(number)} {'thing waits' if number == 1 else 'things wait'}"
    parts = [
        f"{_number(count).lower()} {'is' if count == 1 else 'are'} {words}"
        for heading, words in ((Heading.OVERDUE, "overdue"), (Heading.TODAY, "for today"))
        if (count := headings.get(heading, 0))
    ]
    return f"{whole}: {', '.join(parts)}." if parts else f"{whole}."


def taken_until(due: date | None, today: date) -> date:
    """Return until when somebody has a thing who takes it with one button: its day if that is near, else three days."""
    longest = today + TAKEN_FOR
    return due if due is not None and today <= due < longest else longest


def why_not_until(until: date, today: date) -> str:
    """Return why nobody can have a thing until this day, as a sentence; nothing if they can."""
    if until < today:
        return "Choose today or a later day."
    if until > today + LONGEST_TAKEN:
        return (
            f"Choose a day up to {day_words(today + LONGEST_TAKEN)}, so that nothing is left with one person for long."
        )
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
