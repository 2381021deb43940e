"""When is the last lawful day? Pure: facts and holidays in, dates and reasons out. Knows no case, no clock, no database.

Leaves which law applies to `laws.py`, the counting to `working_days.py`, the single answers to its three neighbours.
"""

from datetime import date

from dueregard.rules.deadline_facts import (
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
from dueregard.rules.working_days import Holidays

__all__ = [
    "DateRange",
    "DueDate",
    "Event",
    "Facts",
    "Force",
    "ImpossibleFacts",
    "NoDate",
    "Source",
    "due",
    "may_be_late",
    "uk_day",
]


def due(event: Event, facts: Facts, holidays: Holidays) -> DueDate | NoDate:
    """Return the date of an event with its reasons, or that there is none and why.

    Raises: ImpossibleFacts when the facts contradict each other or too few are given.
    Source: each answer names its own.
    """
    raise NotImplementedError


def may_be_late(answer: DueDate, *, today: date) -> bool:
    """Return whether the body may be called late on this UK calendar date: never on a day that may still be in time."""
    return today > answer.late_after
