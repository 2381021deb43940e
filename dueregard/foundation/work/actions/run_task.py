"""Runs one claimed task and writes down how it ended: done, to be tried again, or failed for a person to see.

What a task does is its own. Attempts are counted by the workers that claimed it, so a killed one counts too.
"""

import logging
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.models import PeriodicRun, TaskRow
from dueregard.rules.work.backoff import wait_before

TRIES = 8
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=10)
SOON = 600  # seconds

log = logging.getLogger("dueregard.work")


def run_task(*, row: TaskRow) -> bool:
    """Run a task that this worker claimed. Returns whether it went well; an error of the task is not this one's."""
    try:
        task, result = row.task, row.task_result
        context = (TaskContext(task_result=cast(Any, result)),) if task.takes_context else ()
        answer = task.call(*context, *result.args, **result.kwargs)
    except Exception as error:
        _write_failure(row, error, timezone.now())
        return False
    with transaction.atomic():
        if _still_ours(row):
            row.set_successful(answer)
    return True


def give_back(*, row: TaskRow, reason: str, words: str, now: datetime, free_tries: int = 0) -> None:
    """Make a task ready again after a wait, or mark it failed after the last try. Call inside a transaction.

    `free_tries` are followed at once. Periodic work that is soon due again has one try: the next time is its next.
    """
    attempts = len(row.worker_ids)
    row.exception_class_path, row.traceback, row.return_value = reason, words, None
    if attempts >= TRIES or (attempts > free_tries and _is_soon_due_again(row)):
        row.status, row.finished_at = TaskResultStatus.FAILED, now
    else:
        waits = wait_before(attempts - free_tries, first=FIRST_WAIT, most=LONGEST_WAIT)
        row.status = TaskResultStatus.READY
        row.run_after = now if attempts <= free_tries else now + waits
    row.save(update_fields=["status", "finished_at", "run_after", "exception_class_path", "traceback", "return_value"])
    log.warning("task %s (%s): %s at try %d, now %s", row.id, row.task_path, reason, attempts, row.status)


def _write_failure(row: TaskRow, error: Exception, now: datetime) -> None:
    kind = type(error)
    with transaction.atomic():
        if _still_ours(row):
            words = "".join(format_exception(error))
            give_back(row=row, reason=f"{kind.__module__}.{kind.__qualname__}", words=words, now=now)


def _is_soon_due_again(row: TaskRow) -> bool:
    every = settings.PERIODIC_WORK.get(row.task_path)
    return every is not None and every < SOON and PeriodicRun.objects.filter(task_id=row.pk).exists()


def _still_ours(row: TaskRow) -> bool:
    """Tell whether the task was not given to another worker meanwhile, because this one seemed dead."""
    kept = DBTaskResult.objects.select_for_update().filter(pk=row.pk, status=TaskResultStatus.RUNNING).first()
    return kept is not None and kept.worker_ids == row.worker_ids
