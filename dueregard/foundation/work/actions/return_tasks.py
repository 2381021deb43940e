"""Puts back the tasks of workers whose hearts have stopped. Every worker does it, so none needs to be special."""

from datetime import datetime

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.actions.run_task import give_back
from dueregard.foundation.work.models import TaskRow, Worker

WORKER_DIED = "dueregard.foundation.work.WorkerDied"


def return_tasks_of_the_dead(*, asked_by: str, now: datetime) -> int:
    """Make running tasks ready again whose worker is no longer alive. Returns how many.

    The worker that asks runs nothing at this moment, so a task under its own name is one whose end it could not write.
    """
    if not DBTaskResult.objects.running().exists():
        return 0
    returned = 0
    with transaction.atomic():
        alive = set(Worker.objects.alive(now).values_list("name", flat=True)) - {asked_by}
        for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).select_for_update(skip_locked=True):
            if not row.worker_ids or row.worker_ids[-1] not in alive:
                return_task(row=row, now=now)
                returned += 1
    return returned


def was_left(row: TaskRow, *, now: datetime) -> bool:
    """Tell whether the worker of a running task is no longer alive."""
    return not row.worker_ids or not Worker.objects.alive(now).filter(name=row.worker_ids[-1]).exists()


def return_task(*, row: TaskRow, now: datetime) -> None:
    """Make a task of a dead worker ready again. Call inside a transaction that holds the row."""
    words = "The worker was stopped or lost its connection."
    give_back(row=row, reason=WORKER_DIED, words=words, now=now, free_tries=3)
