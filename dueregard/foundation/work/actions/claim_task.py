"""Gives one ready task to one worker, never to two. Which tasks exist is the apps'."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.actions.keep_worker import bury_neighbours
from dueregard.foundation.work.actions.return_tasks import return_task, was_left
from dueregard.foundation.work.models import Handover, TaskRow


def all_queues() -> list[str]:
    """Return every queue there is: one for what is quick, one for what may take minutes."""
    queues: list[str] = settings.TASKS["default"]["QUEUES"]  # type: ignore[assignment]
    return queues


def claim_task(*, worker: str, queues: Collection[str] = ()) -> TaskRow | None:
    """Return the next task of these queues (of all, when none is named), now running under this worker's name.

    Returns None when nothing is ready.

    Looks before it locks, so that an idle worker never holds up a writer.
    """
    wanted = queues or all_queues()
    if not DBTaskResult.objects.ready().filter(queue_name__in=wanted).exists():
        return None
    with transaction.atomic():
        found = DBTaskResult.objects.ready().filter(queue_name__in=wanted).get_locked()
        if found is not None:
            found.claim(worker)
            if settings.QUEUE:
                Handover.objects.filter(pk=found.pk).delete()
        return found


def claim_named(*, worker: str, task_id: uuid.UUID, now: datetime) -> TaskRow | None:
    """Return the task that a message names, now running under this worker's name. None if it is not its turn.

    A message may come twice, late, or for a task that is gone: it does nothing then. One that comes again because its
    worker was killed finds the row still held in that worker's name, which is looked at first.
    """
    if DBTaskResult.objects.running().filter(pk=task_id).exists():
        bury_neighbours()
    with transaction.atomic():
        row = DBTaskResult.objects.select_for_update().filter(pk=task_id).first()
        if row is not None and row.status == TaskResultStatus.RUNNING and was_left(row, now=now):
            return_task(row=row, now=now)
        if row is None or not DBTaskResult.objects.ready().filter(pk=task_id).exists():
            return None
        row.claim(worker)
        Handover.objects.filter(pk=task_id).delete()
        return row
