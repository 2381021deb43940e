"""The sentences of the law engine: days, counts and skipped holidays as a person would say them.

Leaves every date to the modules that count.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from dueregard.rules.law.deadline_facts import DateRange, Facts, uk_day
from dueregard.rules.law.laws import Nation
from dueregard.rules.law.working_days import Calendar, Skipped

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_FULL_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_HUNDREDTH = {11: "th", 12: "th", 13: "th"}
_LAST_DIGIT = {1: "st", 2: "nd", 3: "rd"}


@lru_cache(maxsize=4096)
def day_words(on: date, *, year: bool = True) -> str:
    """Return "Fri 13 March 2026", in English whatever the locale."""
    words = f"{_DAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"
    return f"{words} {on.year}" if year else words


def weekday_name(on: date) -> str:
    """Return "Saturday"."""
    return _FULL_DAYS[on.weekday()]


def ordinal(number: int) -> str:
    """Return "21st"."""
    return f"{number}{_HUNDREDTH.get(number % 100) or _LAST_DIGIT.get(number % 10, 'th')}"


def listed(words: Iterable[str]) -> str:
    """Return "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def receipt_step(received: date, *, what: str = "Received") -> str:
    """Say which UK day is day 0, and how an instant became it."""
    on = uk_day(received)
    if isinstance(received, datetime):
        instant = received.isoformat(sep=" ", timespec="minutes")
        return f"{what} at {instant}, which in the United Kingdom is {day_words(on)}; that day is day 0."
    return f"{what} on {day_words(on)}, which is day 0."


def skipping(skipped: tuple[Skipped, ...], nations: tuple[Nation, ...], year: int) -> str:
    """Return "skipping weekends, Tue 17 March (St Patrick's Day, in Northern Ireland), …"."""
    named = [skipped_words(day, nations, year) for day in skipped]
    return f"skipping weekends, {listed(named)}" if named else "skipping weekends (no holiday falls in between)"


def skipped_words(day: Skipped, nations: tuple[Nation, ...], year: int) -> str:
    """Return "Tue 17 March (St Patrick's Day, in Northern Ireland)"; `nations` are all that the law looks at."""
    where = ""
    if len(day.nations) < len(nations):
        where = f", in {listed(nation.label for nation in day.nations)}"
    return f"{day_words(day.on, year=day.on.year != year)} ({day.title}{where})"


def count_step(calendar: Calendar, after: date, count: int, on: date, *, ending: str = "") -> str:
    """Say how working days were counted, with every holiday that was skipped."""
    skipped = skipping(calendar.skipped_between(after, on), calendar.nations, after.year)
    return f"{count} working days after {day_words(after)}, {skipped}{ending}: {day_words(on)}."


def closure_words(closures: tuple[DateRange, ...], after: date, until: date) -> str:
    """Return the closed ranges that touch the count, in words."""
    touching = sorted(closure for closure in closures if closure.last > after and closure.first <= until)
    if not touching:
        return "the school is not closed in between"
    ranges = [
        day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}" for first, last in touching
    ]
    return f"leaving out the days the school is closed ({listed(ranges)})"


def coverage_steps(calendar: Calendar, *days: date) -> tuple[str, ...]:
    """Say when a count went beyond the years whose holidays we know."""
    if max(days) > calendar.covers_to:
        return (
            f"Our list of bank holidays ends on {day_words(calendar.covers_to)}. After that we know only the holidays "
            "that come every year, so this date is not certain.",
        )
    if min(days) < calendar.covers_from:
        return (
            f"Our list of bank holidays begins on {day_words(calendar.covers_from)}. Before that we know only the "
            "holidays that come every year, so this date is not certain.",
        )
    return ()


def ignored_step(facts: Facts) -> tuple[str, ...]:
    """Say that a clarification or a fee stops only the clock for the first answer."""
    if facts.clarification_asked or facts.clarification_received or facts.fees_notice_given or facts.fee_received:
        return ("A clarification or a fees notice affects only the clock for the first answer, not this date.",)
    return ()
