"""Counts working days: which days a law counts, the nth one after a day, and how many lie between two days.

Leaves what is counted from where to `deadlines.py`. Knows no clock: every day is a UK calendar date passed in.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dueregard.rules.bank_holidays import good_friday
from dueregard.rules.holidays import FIRST_YEAR, LAST_YEAR, Holidays, parse_govuk_holidays, shipped_holidays
from dueregard.rules.laws import Law, Nation

__all__ = [
    "Calendar",
    "Holidays",
    "OutsideCalendar",
    "Skipped",
    "calendar_for",
    "parse_govuk_holidays",
    "shipped_holidays",
    "working_days_between",
]

_BASE = date(FIRST_YEAR, 1, 1).toordinal()
_END = date(LAST_YEAR, 12, 31).toordinal()


class OutsideCalendar(ValueError):
    """The day, or the day the count would end, lies in no year this engine knows."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A weekday that is not a working day, with its title and the nations that keep it."""

    on: date
    title: str
    nations: tuple[Nation, ...]


class Calendar:
    """The working days under one law: never a weekend, never a holiday of the nations the law looks at.

    Built once per version of the holidays; every question after that is a look-up.
    """

    def __init__(self, holidays: Holidays, nations: tuple[Nation, ...], statutory: tuple[str, ...]) -> None:
        """`statutory` names days the law itself excludes whatever the list says: "Christmas Day", "Good Friday"."""
        self.nations = nations
        self.covers_from, self.covers_to = holidays.covers_from, holidays.covers_to
        self._skipped = _skipped_weekdays(holidays, nations, statutory)
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
                f"We count working days from {FIRST_YEAR} to {LAST_YEAR}; {on.isoformat()} is outside."
            )
        return index


def calendar_for(law: Law, holidays: Holidays, *, nation: Nation = Nation.ENGLAND) -> Calendar:
    """Return the working-day calendar of a law. `nation` matters to subject access alone.

    Source: FOIA 2000 s.10(6) (any part of the United Kingdom; EIR 2004 reg 2 takes it over); FOISA 2002 s.73
    (Scotland alone; the Scottish EIR take it over). For subject access ICO does not say whose holidays: we take the
    body's own nation.
    """
    found = holidays.calendars.get(law) or holidays.calendars.get((law, nation))
    if found is None:
        found = holidays.calendars[(law, nation) if law is Law.SAR else law] = _built(law, holidays, nation)
    return found


def _built(law: Law, holidays: Holidays, nation: Nation) -> Calendar:
    if law is Law.SAR:
        return Calendar(holidays, (nation,), ())
    if law.is_scottish:
        return Calendar(holidays, (Nation.SCOTLAND,), ("Christmas Day",))
    return Calendar(holidays, tuple(Nation), ("Christmas Day", "Good Friday"))


def working_days_between(after: date, until: date, calendar: Calendar) -> int:
    """Return how many working days late `until` is when `after` was the last lawful day (0 or less: not late)."""
    return calendar.count_between(after, until)


def _skipped_weekdays(holidays: Holidays, nations: tuple[Nation, ...], statutory: tuple[str, ...]) -> list[Skipped]:
    titles: dict[date, dict[Nation, str]] = {}
    for nation in nations:
        for on, title in holidays.by_nation[nation].items():
            if on.weekday() < 5:
                titles.setdefault(on, {})[nation] = title
    skipped = {on: Skipped(on, next(iter(by.values())), tuple(by)) for on, by in titles.items()}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for title, on in (("Christmas Day", date(year, 12, 25)), ("Good Friday", good_friday(year))):
            if title in statutory and on.weekday() < 5:
                skipped.setdefault(on, Skipped(on, title, nations))
    return [skipped[on] for on in sorted(skipped)]


def _running_count(working: list[int]) -> list[int]:
    passed, count, position = [], 0, 0
    for day in range(_BASE, _END + 1):
        if position < len(working) and working[position] == day:
            count += 1
            position += 1
        passed.append(count)
    return passed
