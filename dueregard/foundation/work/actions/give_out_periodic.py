"""Gives out periodic work, each due time once however many schedulers there are: a unique row decides who does.

Which work is periodic is settings.PERIODIC_WORK; a job that still runs or waits is not given out again.
"""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.foundation.work.models import PeriodicRun

OPEN = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def due_time(*, every: int, now: datetime) -> datetime:
    """Return the latest due time of work that is due every so many seconds, counted from 1970 in UTC."""
    return datetime.fromtimestamp(int(now.timestamp()) // every * every, tz=UTC)


def give_out_periodic(*, job: str, every: int, now: datetime) -> uuid.UUID | None:
    """Give out the latest due time of a job, unless it was given out already. Returns the task's id or None."""
    due_at = due_time(every=every, now=now)
    if PeriodicRun.objects.filter(job=job, due_at=due_at).exists():
        return None
    earlier = PeriodicRun.objects.filter(job=job, due_at__lt=due_at).values("task_id")
    if DBTaskResult.objects.filter(pk__in=earlier, status__in=OPEN).exists():
        return None
    try:
        with transaction.atomic():
            _forget_earlier_failures(earlier)
            task_id = uuid.UUID(enqueue(job))
            PeriodicRun.objects.create(job=job, due_at=due_at, given_out_at=now, task_id=task_id)
            return task_id
    except IntegrityError:
        return None


def _forget_earlier_failures(earlier: QuerySet[PeriodicRun, Any]) -> None:
    """Keep only the latest failure of periodic work, and none once a later time went well."""
    latest = DBTaskResult.objects.filter(pk__in=earlier, finished_at__isnull=False).order_by("-finished_at").first()
    failed = DBTaskResult.objects.failed().filter(pk__in=earlier)
    if latest is not None and latest.status == TaskResultStatus.FAILED:
        failed = failed.exclude(pk=latest.pk)
    failed.delete()


def drop_old_runs(*, now: datetime, kept: timedelta = timedelta(days=2)) -> int:
    """Remove what was given out long ago and tasks that went well as long ago. Failed tasks stay till a person acts."""
    runs, _ = PeriodicRun.objects.filter(due_at__lt=now - kept).delete()
    DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - kept).delete()
    return runs
