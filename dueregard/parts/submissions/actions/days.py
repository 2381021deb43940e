"""Makes a day of an instant: nothing of the sealed inbox is written down more finely."""

from datetime import UTC, date, datetime, time


def day_of(now: datetime) -> date:
    """Return the UTC calendar date of an instant."""
    return now.astimezone(UTC).date()


def start_of_day(now: datetime) -> datetime:
    """Return the first instant of that day."""
    return datetime.combine(day_of(now), time(), UTC)
