"""An instant on a practice site's own clock, which may be days ahead, and the real instant behind it.

Casework counts days and so reads the site's clock. Whatever counts on real time asks `real` for the instant behind one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")
MORNING = time(9)  # a day that one goes to begins at nine, so that its morning e-mail has been sent
AT_ONCE = timedelta(days=366)
AS_FAR_AS = timedelta(days=5 * 366)  # ahead of the real day: bank holidays and laws are known for so long


class NotThatDay(ValueError):
    """The clock cannot go to this day; the words say why."""


class SiteTime(datetime):
    """An instant as the site's clock shows it. It stays one when a timedelta is added to it."""

    ahead: timedelta = timedelta(0)

    def __add__(self, other: timedelta) -> SiteTime:
        return _as_shown(super().__add__(other), self.ahead)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        found = super().__sub__(other)
        return _as_shown(found, self.ahead) if isinstance(found, datetime) else found

    def astimezone(self, tz: Any = None) -> SiteTime:
        """Return the same instant in another zone."""
        return _as_shown(super().astimezone(tz), self.ahead)


def site_time(real_now: datetime, ahead: timedelta) -> datetime:
    """Return what a clock shows that is ahead by so much. With nothing ahead, the instant itself."""
    return _as_shown(real_now + ahead, ahead) if ahead else real_now


def real(now: datetime) -> datetime:
    """Return the real instant behind one that the site's clock showed; any other instant is real already."""
    if not isinstance(now, SiteTime):
        return now
    plain = datetime(
        now.year, now.month, now.day, now.hour, now.minute, now.second, now.microsecond, now.tzinfo, fold=now.fold
    )
    return (plain.astimezone(UTC) - now.ahead).astimezone(plain.tzinfo)  # in UTC, where no clock is ever put back


def morning_of(on: date, real_now: datetime) -> datetime:
    """Return nine in the morning, UK time, of a day, as shown by a clock that is so far ahead of the real instant."""
    at = datetime.combine(on, MORNING, UK).astimezone(real_now.tzinfo)
    return site_time(real_now, at - real_now)


def check_goal(on: date, *, today: date, really: date) -> None:
    """Refuse a day that the clock cannot go to. `today` is the site's, `really` the real one. Raises: NotThatDay"""
    if on <= today:
        raise NotThatDay("Choose a day after the site's date: its clock only goes forward.")
    if on > today + AT_ONCE:
        raise NotThatDay("Choose a day within a year of the site's date. You can go further in several steps.")
    if on > really + AS_FAR_AS:
        raise NotThatDay("The clock goes at most five years ahead.")


def _as_shown(at: datetime, ahead: timedelta) -> SiteTime:
    shown = SiteTime(at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond, at.tzinfo, fold=at.fold)
    shown.ahead = ahead
    return shown
