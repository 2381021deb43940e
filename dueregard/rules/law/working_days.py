"""Counts working days: which days a law counts, the nth one after a day, and how many lie between two days.

Leaves which days those are to `calendars.py`, and what is counted from where to `deadlines.py`. Knows no clock: every
day is a UK calendar date passed in.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dueregard.rules.law.bank_holidays import FIRST_YEAR, LAST_YEAR
from dueregard.rules.law.laws import Nation

_BASE = date(FIRST_YEAR, 1, 1).toordinal()
_END = date(LAST_YEAR, 12, 31).toordinal()


class OutsideCalendar(ValueError):
    """The day, or the day the count would end, is outside the years this engine knows."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A weekday that is not a working day, with its title and the nations that keep it."""

    on: date
    title: str
    nations: tuple[Nation, ...]


class Calendar:
    """The working days under one law: never a weekend, never a holiday of the nations the law looks at.

    Built once per version of the holidays; after that every question is a look-up.
    """

    def __init__(self, nations: tuple[Nation, ...], skipped: list[Skipped], covers: tuple[date, date]) -> None:
        """`skipped` are the weekdays that do not count, in order; `covers` is between which days they are known."""
        self.nations = nations
        self.covers_from, self.covers_to = covers
        self._skipped = skipped
        closed = {skipped.on.toordinal() for skipped in self._skipped}
        self._skipped_on = [skipped.on for skipped in self._skipped]
        self._working = [day for day in range(_BASE, _END + 1) if (day - 1) % 7 < 5 and day not in closed]
        # For each calendar day, how many working days have passed by its end.
        self._passed = _running_count(self._working)

    def is_working(self, on: date) -> bool:
        """True when the law counts this day."""
        index = self._index(on)
        return self._passed[index] != (self._passed[index - 1] if index else 0)

    def nth(self, after: date, count: int) -> date:
        """Return the `count`th working day following a day, which is itself day 0 whatever day of the week it is.

        Raises: OutsideCalendar
        """
        try:
            return date.fromordinal(self._working[self._passed[self._index(after)] + count - 1])
        except IndexError:
            raise OutsideCalendar(f"We do not count working days after {LAST_YEAR}.") from None

    def before(self, on: date, count: int) -> date:
        """Return the `count`th working day before a working day.

        Raises: OutsideCalendar
        """
        position = self._passed[self._index(on)] - 1 - count
        if position < 0:
            raise OutsideCalendar(f"We do not count working days before {FIRST_YEAR}.")
        return date.fromordinal(self._working[position])

    def on_or_after(self, on: date) -> date:
        """Return the day itself when it is a working day, else the next one."""
        return on if self.is_working(on) else self.nth(on, 1)

    def on_or_before(self, on: date) -> date:
        """Return the day itself when it is a working day, else the last one before it."""
        return on if self.is_working(on) else self.before(self.nth(on, 1), 1)

    def count_between(self, after: date, until: date) -> int:
        """Return how many working days follow `after`, up to and including `until`; negative when until is earlier."""
        return self._passed[self._index(until)] - self._passed[self._index(after)]

    def skipped_between(self, after: date, until: date) -> tuple[Skipped, ...]:
        """Return the weekdays after `after` and up to `until` that are holidays, in order."""
        return tuple(self._skipped[bisect_right(self._skipped_on, after) : bisect_right(self._skipped_on, until)])

    def working_days_from(self, after: date) -> Iterator[date]:
        """Yield the working days that follow a day, in order."""
        for ordinal in self._working[self._passed[self._index(after)] :]:
            yield date.fromordinal(ordinal)

    def holiday_on(self, on: date) -> Skipped | None:
        """Return the holiday that makes a weekday a non-working day, if one does."""
        index = bisect_left(self._skipped_on, on)
        found = index < len(self._skipped) and self._skipped[index].on == on
        return self._skipped[index] if found else None

    def _index(self, on: date) -> int:
        index = on.toordinal() - _BASE
        if not 0 <= index < len(self._passed):
            raise OutsideCalendar(
                f"We count working days from {FIRST_YEAR} to {LAST_YEAR}; {on.isoformat()} is outside that range."
            )
        return index


def working_days_between(after: date, until: date, calendar: Calendar) -> int:
    """Return how many working days late `until` is when `after` was the last lawful day (0 or less: not late)."""
    return calendar.count_between(after, until)


def _running_count(working: list[int]) -> list[int]:
    passed, count, position = [], 0, 0
    for day in range(_BASE, _END + 1):
        if position < len(working) and working[position] == day:
            count += 1
            position += 1
        passed.append(count)
    return passed
