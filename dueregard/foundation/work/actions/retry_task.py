"""Gives a failed task another round of tries because a person asked for it."""

import uuid
from datetime import datetime

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.work.models import TaskRow


class NotFailed(Exception):
    """The task has not failed, so there is nothing to try again."""


def retry_task(*, task_id: uuid.UUID, by: Person, now: datetime) -> TaskRow:
    """Make a failed task ready, its tries counted from nothing. Raises: NotFailed"""
    with transaction.atomic():
        row = DBTaskResult.objects.select_for_update().filter(pk=task_id, status=TaskResultStatus.FAILED).first()
        if row is None:
            raise NotFailed(str(task_id))
        row.status, row.worker_ids, row.run_after, row.finished_at = TaskResultStatus.READY, [], now, None
        row.save(update_fields=["status", "worker_ids", "run_after", "finished_at"])
        record_act(by=by, did="retry_task", on=row, at=now, details={"task": row.task_path})
    return row
