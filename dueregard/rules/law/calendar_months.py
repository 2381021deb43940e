"""Adds months to a date by the corresponding-date rule. Leaves working days to `working_days.py`."""

from calendar import monthrange
from datetime import MAXYEAR, date


def add_months(on: date, months: int) -> date:
    """Return the corresponding date so many months later, or the last day of that month when it has none.

    Raises: OverflowError past the last year a date can hold, as adding days does.
    Source: *Dodds v Walker* [1981] 1 WLR 1027 (HL), the corresponding date rule.
    """
    years, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + years, month + 1
    if year > MAXYEAR:
        raise OverflowError("date value out of range")
    return date(year, month, min(on.day, monthrange(year, month)[1]))
