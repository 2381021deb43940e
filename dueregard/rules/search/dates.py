"""Days as people type them into a search: a year, a month or a day, and which day that begins or ends with."""

import re
from calendar import monthrange
from datetime import date

_YEAR_FIRST = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def first_day(typed: str) -> date | None:
    """Return the first UK calendar date of what was typed; None when it is no date."""
    return _day(typed, is_last=False)


def last_day(typed: str) -> date | None:
    """Return the last UK calendar date of what was typed; None when it is no date."""
    return _day(typed, is_last=True)


def _day(typed: str, *, is_last: bool) -> date | None:
    if british := _DAY_FIRST.fullmatch(typed.strip()):
        day, month, year = map(int, british.groups())
    elif found := _YEAR_FIRST.fullmatch(typed.strip()):
        year = int(found.group(1))
        month = int(found.group(2) or (12 if is_last else 1))
        if not date.min.year <= year <= date.max.year or not 1 <= month <= 12:
            return None
        day = int(found.group(3) or (monthrange(year, month)[1] if is_last else 1))
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
