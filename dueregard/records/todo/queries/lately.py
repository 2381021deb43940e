"""What is few, as it was seconds ago: every page of the desk counts it, and none may ask the database for it again."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

Read = TypeVar("Read")
KEPT_SECONDS = 5.0
_read: dict[str, tuple[float, date, Any]] = {}


def lately(code: str, today: date, read: Callable[[date], Read]) -> Read:
    """Return what is alike for everybody, as it was at most five seconds ago."""
    kept = _read.get(code)
    if kept is None or kept[1] != today or time.monotonic() - kept[0] > KEPT_SECONDS:
        kept = _read[code] = (time.monotonic(), today, read(today))
    found: Read = kept[2]
    return found


def freshly(code: str, today: date, read: Callable[[date], Read]) -> Read:
    """Return the same as it is now, and let what asks `lately` after this have it too."""
    found = read(today)
    _read[code] = (time.monotonic(), today, found)
    return found


def forget_lately() -> None:
    """Read everything again the next time a page asks."""
    _read.clear()
