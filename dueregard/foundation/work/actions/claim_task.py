"""Gives one ready task to one worker, never to two. Which tasks exist is the apps'."""

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.models import TaskRow


def claim_task(*, worker: str) -> TaskRow | None:
    """Return the next task, now running under this worker's name; None when nothing is ready.

    Looks before it locks, so that an idle worker never holds up a writer.
    """
    if not DBTaskResult.objects.ready().exists():
        return None
    with transaction.atomic():
        found = DBTaskResult.objects.ready().get_locked()
        if found is not None:
            found.claim(worker)
        return found
