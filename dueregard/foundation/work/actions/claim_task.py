"""Gives one ready task to one worker, never to two. Which tasks exist is the apps'."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.models import TaskRow


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
        return found
