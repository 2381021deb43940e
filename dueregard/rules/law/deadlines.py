"""When is the last lawful day? Facts and holidays in, a date with its reasons out. Knows no case, clock or database.

Leaves which law applies to `laws.py`, the counting to `working_days.py`, and each kind of answer to a neighbour.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dueregard.rules.law import subject_access
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.challenge_dates import (
    regulator,
    regulator_after_silence,
    review_request,
    review_request_after_silence,
    review_response,
    review_response_exceptional,
    tribunal,
)
from dueregard.rules.law.deadline_facts import (
    DateRange,
    DueDate,
    Event,
    Facts,
    Force,
    ImpossibleFacts,
    NoDate,
    Source,
    uk_day,
)
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import NO_LAW, UK_WIDE, BodyKind, Law, Nation, law_for
from dueregard.rules.law.response_dates import response, response_extended
from dueregard.rules.law.working_days import Calendar, OutsideCalendar

__all__ = [
    "DateRange",
    "DueDate",
    "Event",
    "Facts",
    "Force",
    "ImpossibleFacts",
    "NoDate",
    "Source",
    "Window",
    "due",
    "linked_requests_window",
    "may_be_late",
    "uk_day",
]

_RULES: dict[Event, Callable[[Law, Facts, Calendar], DueDate | NoDate]] = {
    Event.RESPONSE: response,
    Event.RESPONSE_EXTENDED: response_extended,
    Event.REVIEW_REQUEST: review_request,
    Event.REVIEW_REQUEST_AFTER_SILENCE: review_request_after_silence,
    Event.REVIEW_RESPONSE: review_response,
    Event.REVIEW_RESPONSE_EXCEPTIONAL: review_response_exceptional,
    Event.REGULATOR: regulator,
    Event.REGULATOR_AFTER_SILENCE: regulator_after_silence,
    Event.TRIBUNAL: tribunal,
}


# The laws that apply to a body, or not, because of what it is; the others depend on what is asked.
_BY_NATION_AND_KIND = (None, Law.FOIA, Law.FOISA)


def due(event: Event, facts: Facts, holidays: Holidays) -> DueDate | NoDate:
    """Return the date of an event with its reasons, or that there is none and why.

    Raises: ImpossibleFacts when the facts contradict each other or too few are given.
    Source: each answer names its own.
    """
    law = facts.law
    nation, kind = facts.nation, facts.body_kind
    if law is None and (kind is None or (nation is None and kind not in UK_WIDE | NO_LAW)):
        raise ImpossibleFacts("If you do not name a law, we need both the nation and the kind of body to find it.")
    if kind is not None and law in _BY_NATION_AND_KIND:
        found = law_for(nation=nation or _nation_of(law), kind=kind)
        if found.law is None:
            return NoDate(found.because, Source(found.source, ""))
        law = law or found.law
    if law is None:
        raise ImpossibleFacts("Name the law, or the nation and the kind of body.")
    try:
        if law is Law.SAR:
            return subject_access.due(event, facts, holidays)
        answer = _RULES[event](law, facts, calendar_for(law, holidays))
    except OutsideCalendar as error:
        return NoDate(f"{error} So we cannot give a date.")
    except OverflowError:
        return NoDate("One of the dates is too far back or ahead for a calendar. So we cannot give a date.")
    if facts.law is None:
        return answer
    caution = _caution(law, nation, kind)
    return _cautioned(answer, caution) if caution else answer


def _nation_of(law: Law | None) -> Nation:
    """Return a nation to use where none is given: that of the law named, otherwise any but Scotland."""
    return Nation.SCOTLAND if law is not None and law.is_scottish else Nation.ENGLAND


def _caution(law: Law, nation: Nation | None, kind: BodyKind | None) -> str:
    """Return a sentence when the law that was named is not the one for this nation and kind of body."""
    if kind in NO_LAW:
        return "This kind of body is not usually under any such law; we counted under the law you named."
    if kind in UK_WIDE and law.is_scottish:
        return "A UK-wide body is not usually under this law; we counted under the law you named."
    if nation is None or kind in UK_WIDE:
        return ""
    if law.is_scottish != (nation is Nation.SCOTLAND):
        return f"A body in {nation.label} is not usually under this law; we counted under the law you named."
    return ""


def _cautioned(answer: DueDate | NoDate, caution: str) -> DueDate | NoDate:
    if isinstance(answer, NoDate):
        return replace(answer, because=f"{answer.because} {caution}")
    tell = answer.tell
    return replace(answer, tell=lambda: (*tell(), caution))


def may_be_late(answer: DueDate, *, today: date) -> bool:
    """Return whether the body is late on this UK calendar date: never on a day that may still be in time."""
    return today > answer.late_after


@dataclass(frozen=True, slots=True)
class Window:
    """The UK calendar dates between which another request on the same matter may be added to one of a given day."""

    earliest: date
    latest: date
    source: Source


def linked_requests_window(on: date, holidays: Holidays) -> Window:
    """Return when requests to one body on the same matter may be added to one of this day for the cost limit.

    Any 60 consecutive working days that hold both requests. FOIA only; the Scottish rule is not confirmed.
    Source: SI 2004/3244 reg 5.
    """
    calendar = calendar_for(Law.FOIA, holidays)
    first = calendar.on_or_after(on)
    return Window(
        calendar.before(first, 59) if calendar.is_working(on) else calendar.before(first, 60),
        calendar.nth(first, 59),
        Source("SI 2004/3244", "regulation 5"),
    )
