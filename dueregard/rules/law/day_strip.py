"""Lays the days of a count out in a row: which was day 0, which were counted, which were rest or holidays.

A picture of a count that `deadlines.py` has made; decides no date.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dueregard.rules.law.working_days import Calendar

LONGEST = 62  # days; a longer row is no longer a picture


class DayKind(StrEnum):
    """What a day is in a count."""

    ZERO = "zero"
    WORK = "work"
    REST = "rest"
    HOLIDAY = "holiday"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day of the row. `number` is its place in the count, None for a day that is not counted."""

    on: date  # UK calendar date
    kind: DayKind
    number: int | None
    title: str


def day_strip(*, received_on: date, until_on: date, calendar: Calendar) -> tuple[DayMark, ...]:
    """Return every day from the day of receipt to the last, both included; nothing when there are too many to show.

    Both are UK calendar dates.
    """
    length = (until_on - received_on).days
    if not 0 < length <= LONGEST:
        return ()
    marks = [DayMark(received_on, DayKind.ZERO, 0, "received")]
    counted = 0
    for day in (received_on + timedelta(days=passed) for passed in range(1, length + 1)):
        working = calendar.is_working(day)
        counted += working
        kind, title = _kind_of(day, until_on, calendar)
        marks.append(DayMark(day, kind, counted if working else None, title))
    return tuple(marks)


def _kind_of(day: date, until_on: date, calendar: Calendar) -> tuple[DayKind, str]:
    holiday = calendar.holiday_on(day)
    if day == until_on:
        return DayKind.LAST, "the last day"
    if holiday:
        return DayKind.HOLIDAY, holiday.title
    return (DayKind.WORK, "") if calendar.is_working(day) else (DayKind.REST, "")
