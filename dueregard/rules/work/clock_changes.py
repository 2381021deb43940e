"""Decides what a row written under a wrong clock means on the right one."""

from datetime import datetime, timedelta

IGNORED = timedelta(seconds=10)  # clocks of several machines, and small corrections, differ by less


def earlier_end(*, written: datetime, until: datetime, now: datetime) -> datetime:
    """Return until when a row waits that was written ahead of the clock: as long from now as it was to wait then."""
    return now + max(timedelta(0), until - written)


def words(by: timedelta) -> str:
    """Say how far a clock was set, in the largest unit that suits."""
    seconds = round(abs(by.total_seconds()))
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{seconds} seconds"
