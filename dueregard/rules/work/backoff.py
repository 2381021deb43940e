"""Decides how long to wait before trying again. The caller knows what is tried."""

from datetime import timedelta


def wait_before(attempt: int, *, first: timedelta, most: timedelta) -> timedelta:
    """Return the wait after this many tries (1 or more): `first`, then twice as long each time, at most `most`."""
    return min(first * 2 ** min(attempt - 1, 30), most) if attempt > 0 else first
