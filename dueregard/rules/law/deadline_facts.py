"""The words of the law engine: the events it dates, the facts it needs, and the shape of its answers.

Leaves every decision to `deadlines.py` and its neighbours.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dueregard.rules.law.laws import BodyKind, Code, Law, Nation

LONDON = ZoneInfo("Europe/London")


class Event(Code):
    """A step that a law dates. `received_means` says what `received` means for each."""

    RESPONSE = "response"
    RESPONSE_EXTENDED = "response_extended"
    REVIEW_REQUEST = "review_request"
    REVIEW_REQUEST_AFTER_SILENCE = "review_request_after_silence"
    REVIEW_RESPONSE = "review_response"
    REVIEW_RESPONSE_EXCEPTIONAL = "review_response_exceptional"
    REGULATOR = "regulator"
    REGULATOR_AFTER_SILENCE = "regulator_after_silence"
    TRIBUNAL = "tribunal"

    @property
    def label(self) -> str:
        """The event as the question a person would ask."""
        return _EVENTS[self][0]

    @property
    def received_means(self) -> str:
        """What day `received` is for this event."""
        return _EVENTS[self][1]

    @property
    def binds_the_body(self) -> bool:
        """True when the body must act by the date, False when the requester must."""
        return self in _BINDS_THE_BODY


_EVENTS = {
    Event.RESPONSE: (
        "When must the body answer the request?",
        "the day the body received the request",
    ),
    Event.RESPONSE_EXTENDED: (
        "When must it answer if it said it needs more time (public interest or complexity)?",
        "the day the body received the request",
    ),
    Event.REVIEW_REQUEST: (
        "How long do you have to ask for an internal review?",
        "the day you received the body's response",
    ),
    Event.REVIEW_REQUEST_AFTER_SILENCE: (
        "How long do you have to ask for a review if the body never answered?",
        "the day the body received the request",
    ),
    Event.REVIEW_RESPONSE: (
        "When must the body answer the review?",
        "the day the body received your request for a review",
    ),
    Event.REVIEW_RESPONSE_EXCEPTIONAL: (
        "When must it answer an exceptional review?",
        "the day the body received your request for a review",
    ),
    Event.REGULATOR: (
        "How long do you have to complain to the regulator?",
        "the day you received the outcome of the review (without a review: the body's final response)",
    ),
    Event.REGULATOR_AFTER_SILENCE: (
        "What is the date for complaining if the body never answered the review?",
        "the day the body received your request for a review",
    ),
    Event.TRIBUNAL: (
        "How long do you have to appeal to the tribunal?",
        "the day the regulator sent its decision notice",
    ),
}
_BINDS_THE_BODY = frozenset(
    {Event.RESPONSE, Event.RESPONSE_EXTENDED, Event.REVIEW_RESPONSE, Event.REVIEW_RESPONSE_EXCEPTIONAL}
)


class Force(Code):
    """How binding a date is."""

    STATUTE = "statute"
    CODE_OF_PRACTICE = "code_of_practice"
    REGULATOR_PRACTICE = "regulator_practice"


@dataclass(frozen=True, slots=True)
class Source:
    """What a date comes from: the act, the section, and what we could not confirm about it."""

    act: str
    section: str
    note: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.act, self.section) if part)
        return f"{place} ({self.note})" if self.note else place


class DateRange(NamedTuple):
    """UK calendar dates from the first to the last, both included."""

    first: date
    last: date


class ImpossibleFacts(ValueError):
    """The facts contradict each other; the words say how, for the person who typed them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened, as far as a date depends on it.

    `received` starts the event's clock (`Event.received_means`): a UK calendar date, or an instant with its zone.
    `law` None is worked out from nation and kind. `closures` are a school's closed ranges; None means that its term
    dates are unknown, empty that it closes on holidays only.
    """

    received: date
    nation: Nation | None = None
    body_kind: BodyKind | None = None
    law: Law | None = None
    clarification_asked: date | None = None
    clarification_received: date | None = None
    fees_notice_given: date | None = None
    fee_received: date | None = None
    closures: tuple[DateRange, ...] | None = None

    @property
    def received_on(self) -> date:
        """The UK calendar date of receipt: a day runs to midnight in Europe/London."""
        received = self.received
        return uk_day(received) if isinstance(received, datetime) else received


def uk_day(moment: date) -> date:
    """Return the calendar date in Europe/London of an instant; a date is returned as it is.

    Raises: ImpossibleFacts for an instant without a zone, or so far out that London has no calendar day for it.
    """
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ImpossibleFacts("The moment of receipt has no time zone. Add one, such as Z or +01:00.")
    try:
        return moment.astimezone(LONDON).date()
    except OverflowError:
        raise ImpossibleFacts("That date is too far back or ahead for a calendar. Check the year.") from None


@dataclass(frozen=True, init=False)
class DueDate:
    """A last lawful day with the steps that led to it, in the order a person would count them.

    `on` is a UK calendar date. `not_before` is the early end of the range when a school's term dates are unknown: then
    `on` is the last day it can be. `remind_on` is the day to remind the body, where that is earlier than `on`.
    `late_after` is the last day on which the body cannot yet be called late.
    """

    on: date
    source: Source
    kind: Force
    tell: Callable[[], tuple[str, ...]] = field(repr=False, compare=False)
    not_before: date | None = None
    remind_on: date | None = None
    late_after_on: date | None = None

    def __init__(
        self,
        on: date,
        source: Source,
        kind: Force,
        tell: Callable[[], tuple[str, ...]],
        *,
        not_before: date | None = None,
        remind_on: date | None = None,
        late_after_on: date | None = None,
    ) -> None:
        # Straight into the dictionary: a frozen dataclass's own guarded assignments cost more than the count itself.
        values = self.__dict__
        values["on"] = on
        values["source"] = source
        values["kind"] = kind
        values["tell"] = tell
        values["not_before"] = not_before
        values["remind_on"] = remind_on
        values["late_after_on"] = late_after_on

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The reasons in words, made when first asked for."""
        return self.tell()

    @property
    def because(self) -> str:
        """All steps as one text."""
        return " ".join(self.steps)

    @property
    def late_after(self) -> date:
        return self.late_after_on or self.on


@dataclass(frozen=True, slots=True)
class NoDate:
    """There is no such date, and why."""

    because: str
    source: Source | None = None
