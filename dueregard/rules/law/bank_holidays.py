"""The bank holidays that follow a rule: which days of a year are holidays in each nation of the United Kingdom.

Leaves what is proclaimed for a single year (weddings, jubilees, a moved holiday) to `bank_holidays.csv`.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from dueregard.rules.law.laws import Nation

# We count in these years; outside the years of our own table we use the days below.
FIRST_YEAR, LAST_YEAR = 1995, 2065

_EW = (Nation.ENGLAND, Nation.WALES)
_NI = (Nation.NORTHERN_IRELAND,)
_EWNI = (*_EW, *_NI)
_SCOTLAND = (Nation.SCOTLAND,)
_ALL = tuple(Nation)
FIRST_ST_ANDREWS_DAY = 2007

Kept = tuple[date, str, tuple[Nation, ...]]


def easter_sunday(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4
    moon = (skipped - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - skipped) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def good_friday(year: int) -> date:
    """Return Good Friday, named by FOIA section 10(6) itself."""
    return easter_sunday(year) - timedelta(days=2)


def regular_holidays(year: int) -> Iterator[Kept]:
    """Yield (day, title, nations) for every holiday that follows a rule.

    Source: Banking and Financial Dealings Act 1971, Schedule 1, with the days proclaimed every year since 1974
    (New Year's Day outside Scotland) and 1978 (early May); St Andrew's Day Bank Holiday (Scotland) Act 2007.
    A holiday that falls on a weekend moves to the next free weekday.
    """
    yield good_friday(year), "Good Friday", _ALL
    yield good_friday(year) + timedelta(days=3), "Easter Monday", _EWNI
    yield _first_monday(year, 5), "Early May bank holiday", _ALL
    yield _last_monday(year, 5), "Spring bank holiday", _ALL
    yield _first_monday(year, 8), "Summer bank holiday", _SCOTLAND
    yield _last_monday(year, 8), "Summer bank holiday", _EWNI
    yield from _observed([(date(year, 1, 1), "New Year's Day")], _EWNI)
    yield from _observed([(date(year, 1, 1), "New Year's Day"), (date(year, 1, 2), "2nd January")], _SCOTLAND)
    yield from _observed([(date(year, 3, 17), "St Patrick's Day")], _NI)
    yield from _observed([(date(year, 7, 12), "Battle of the Boyne")], _NI)
    if year >= FIRST_ST_ANDREWS_DAY:
        yield from _observed([(date(year, 11, 30), "St Andrew's Day")], _SCOTLAND)
    yield from _observed([(date(year, 12, 25), "Christmas Day"), (date(year, 12, 26), "Boxing Day")], _ALL)


def _observed(days: list[tuple[date, str]], nations: tuple[Nation, ...]) -> Iterator[Kept]:
    """Move each day that falls on a weekend to the first weekday after it that no other day of the pair takes."""
    taken = {day for day, _ in days if day.weekday() < 5}
    for day, title in days:
        kept = day
        if day.weekday() >= 5:
            while kept.weekday() >= 5 or kept in taken:
                kept += timedelta(days=1)
            taken.add(kept)
            title += ", substitute day"
        yield kept, title, nations


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)  # asked only of May and August
    return last - timedelta(days=last.weekday())
