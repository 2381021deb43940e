"""Says that a worker is there, that its heart beats, and that it has gone.

What happens to the tasks of a worker whose heart stopped is `return_tasks`'.
"""

from datetime import datetime, timedelta

from dueregard.foundation.work.models import Worker

FORGOTTEN_AFTER = timedelta(hours=1)


def register_worker(*, name: str, process: str, now: datetime) -> Worker:
    """Add a worker before it takes its first task. Rows of workers long dead go."""
    Worker.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()
    return Worker.objects.create(name=name, process=process, started_at=now, beat_at=now)


def beat(*, name: str, process: str, now: datetime) -> None:
    """Record a heartbeat; a worker that was taken for dead is there again."""
    if not Worker.objects.filter(name=name).update(beat_at=now):
        Worker.objects.get_or_create(name=name, defaults={"process": process, "started_at": now, "beat_at": now})


def say_goodbye(*, name: str) -> None:
    """Remove a worker that stops cleanly, holding nothing."""
    Worker.objects.filter(name=name).delete()
