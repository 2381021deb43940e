"""How long an answer that lies on a website can still be fetched: in words and a tone, counted in calendar days.

A link ends on its day whatever the law says; which day that is, is read by `mail/link_endings` or told by a person.
"""

from __future__ import annotations

from datetime import date

from dueregard.rules.casework.lateness import StatusWord

SOON_DAYS = 7


def days_left(on: date, today: date) -> StatusWord:
    """Return how far off the last day of a link is (UK calendar dates)."""
    days = (on - today).days
    if days < 0:
        return StatusWord("late", f"The link ended {_days(-days)} ago")
    if days == 0:
        return StatusWord("late", "The link ends today")
    return StatusWord("soon" if days <= SOON_DAYS else "wait", f"{_days(days)} left")


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
