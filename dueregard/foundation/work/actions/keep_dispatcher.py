"""Says that a dispatcher is there, and since when it cannot reach the queue server."""

import platform
from datetime import datetime, timedelta

from dueregard.foundation.work.models import Dispatcher

FORGOTTEN_AFTER = timedelta(hours=1)


def beat_dispatcher(*, name: str, now: datetime) -> None:
    """Record a heartbeat; the first one adds the row, and rows of dispatchers long dead go."""
    if not Dispatcher.objects.filter(name=name).update(beat_at=now):
        Dispatcher.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()
        first = {"host": platform.node()[:100], "started_at": now, "beat_at": now}
        Dispatcher.objects.get_or_create(name=name, defaults=first)


def note_queue_away(*, name: str, now: datetime) -> None:
    """Write down since when the queue server cannot be reached."""
    Dispatcher.objects.filter(name=name, lost_at=None).update(lost_at=now)


def note_queue_there(*, name: str) -> None:
    """Write down that the queue server answers."""
    Dispatcher.objects.filter(name=name).exclude(lost_at=None).update(lost_at=None)


def dispatcher_leaves(*, name: str) -> None:
    """Remove a dispatcher that stops cleanly."""
    Dispatcher.objects.filter(name=name).delete()
