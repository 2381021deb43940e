"""When a meeting is: the day and hours that people type, as clocks in the United Kingdom show them, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from dueregard.rules.text.uk_times import UK, uk_instant

LONGEST = timedelta(hours=16)
AS_FAR_AS = timedelta(days=2 * 366)
AS_LONG_AGO = timedelta(days=366)


class NotATimeToMeet(ValueError):
    """Nobody can meet then; the message says why."""


def meeting_times(on: date, begins: time, ends: time | None, now: datetime) -> tuple[datetime, datetime | None]:
    """Return the instants. An end before the beginning is on the next day.

    Raises: NoSuchTime (the clocks change in that hour), NotATimeToMeet
    """
    starts_at = uk_instant(datetime.combine(on, begins))
    if not now - AS_LONG_AGO <= starts_at <= now + AS_FAR_AS:
        raise NotATimeToMeet("Choose a day within the next two years. For a meeting that was, within the last year.")
    if ends is None:
        return starts_at, None
    if ends == begins:
        raise NotATimeToMeet("The meeting ends when it begins. Leave the end empty if you do not know it.")
    ends_at = uk_instant(datetime.combine(on if ends > begins else on + timedelta(days=1), ends))
    if ends_at - starts_at > LONGEST:
        raise NotATimeToMeet(f"A meeting from {begins:%H:%M} to {ends:%H:%M} would last until the next day. Check it.")
    return starts_at, ends_at


def hours(starts_at: datetime, ends_at: datetime | None) -> str:
    """Return the hours as clocks in the UK show them: 19:00 to 20:30."""
    first = f"{starts_at.astimezone(UK):%H:%M}"
    return f"{first} to {ends_at.astimezone(UK):%H:%M}" if ends_at else first


def day_and_hours(starts_at: datetime, ends_at: datetime | None) -> str:
    """Return the day and the hours: Tuesday 9 December 2026, 19:00 to 20:30."""
    local = starts_at.astimezone(UK)
    return f"{local:%A} {local.day} {local:%B %Y}, {hours(starts_at, ends_at)}"


def shown(instant: datetime) -> tuple[date, time]:
    """Return day and hour as UK clocks show them."""
    local = instant.astimezone(UK)
    return local.date(), local.time().replace(tzinfo=None)


def is_over(starts_at: datetime, ends_at: datetime | None, now: datetime) -> bool:
    """Tell whether a meeting is over. Without an end, three hours after it began."""
    return now.astimezone(UTC) >= (ends_at or starts_at + timedelta(hours=3))
