"""Which instant is meant by a time that clocks in the United Kingdom show."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")


class NoSuchTime(ValueError):
    """Clocks in the UK never show this time, or show it twice; the message says so and names the next that will do."""


def uk_instant(shown: datetime) -> datetime:
    """Return the instant at which clocks in the UK show this. Raises: NoSuchTime"""
    first, second = (shown.replace(tzinfo=UK, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    day = f"{shown.day} {shown:%B %Y}"
    if first.astimezone(UK).replace(tzinfo=None) != shown:
        raise NoSuchTime(
            f"There is no {shown:%H:%M} on {day}: the clocks go forward from 01:00 to 02:00. Choose 02:00 or later."
        )
    raise NoSuchTime(
        f"The clocks show {shown:%H:%M} twice on {day}, because they go back from 02:00 to 01:00. "
        "Choose a time before 01:00, or 02:00 or later."
    )


def as_typed(instant: datetime) -> str:
    """Return an instant as a form has it, such as 2026-12-11 18:00, by clocks in the UK."""
    return f"{instant.astimezone(UK):%Y-%m-%d %H:%M}"


def in_words(instant: datetime) -> str:
    """Return an instant as people in the UK say it, such as Friday 11 December 2026, 18:00."""
    local = instant.astimezone(UK)
    return f"{local:%A} {local.day} {local:%B %Y}, {local:%H:%M}"
