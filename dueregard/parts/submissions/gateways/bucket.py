"""The one bucket that all uploads of this process share. It lives in memory: nothing of it is ever written."""

import time
from threading import Lock

from django.conf import settings

from dueregard.rules.sealed.flood import Bucket

_lock = Lock()
_kept: list[Bucket] = []


def take() -> float:
    """Take one place for a new upload. Returns 0, or in how many seconds there will be one."""
    with _lock:
        return _bucket().take(time.monotonic())


def bits() -> int:
    """Return how much work a new upload must bring at this moment."""
    with _lock:
        return _bucket().bits(time.monotonic())


def forget() -> None:
    """Start with a full bucket."""
    with _lock:
        _kept.clear()


def _bucket() -> Bucket:
    if not _kept:
        size = settings.SEALED_BUCKET
        _kept.append(Bucket(size=size, every=settings.SEALED_REFILL_SECONDS, left=size, filled_at=time.monotonic()))
    return _kept[0]
