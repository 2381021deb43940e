"""Says that a worker is there, that its heart beats, and that it has gone.

What happens to the tasks of a worker whose heart stopped is `return_tasks`'.
"""

import platform
from datetime import datetime, timedelta
from typing import Any

from dueregard.foundation.work.gateways.process import has_ended, this_place, this_process
from dueregard.foundation.work.models import Worker

FORGOTTEN_AFTER = timedelta(hours=1)


def register_worker(*, name: str, now: datetime) -> Worker:
    """Add this process as a worker before it takes its first task. Rows of workers long dead go."""
    Worker.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()
    return Worker.objects.create(name=name, **_description(now))


def beat(*, name: str, now: datetime) -> None:
    """Record a heartbeat; a worker that was taken for dead is there again."""
    if not Worker.objects.filter(name=name).update(beat_at=now):
        Worker.objects.get_or_create(name=name, defaults=_description(now))


def bury_neighbours() -> int:
    """Remove workers of this machine whose process has ended: nobody need wait for their hearts to be missed."""
    neighbours = Worker.objects.filter(place=this_place()).exclude(place="")
    ended = [one.pk for one in neighbours if has_ended(one.process)]
    return Worker.objects.filter(pk__in=ended).delete()[0] if ended else 0


def say_goodbye(*, name: str) -> None:
    """Remove a worker that stops cleanly, holding nothing."""
    Worker.objects.filter(name=name).delete()


def _description(now: datetime) -> dict[str, Any]:
    return {
        "host": platform.node()[:100],
        "place": this_place()[:100],
        "process": this_process()[:60],
        "started_at": now,
        "beat_at": now,
    }
