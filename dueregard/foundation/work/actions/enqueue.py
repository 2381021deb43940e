"""Gives out a task by its dotted path, so that a lower room can ask for work it must not import.

What the task does is its own; when it runs is the worker's.
"""

from datetime import datetime
from typing import Any

from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dueregard.rules.practice.site_time import real


class NotATask(TypeError):
    """The dotted path names something that is not a task."""


def enqueue(task_path: str, *args: Any, run_after: datetime | None = None) -> str:
    """Give out a task as part of this transaction; returns its id. Arguments are ids, as strings. Raises: NotATask"""
    task = import_string(task_path)
    if not isinstance(task, Task):
        raise NotATask(task_path)
    if run_after is not None:
        task = task.using(run_after=real(run_after))
    return str(task.enqueue(*args).id)


def enqueue_unless_waiting(task_path: str, *, run_after: datetime) -> str | None:
    """Give out a task without arguments, unless one of its kind waits to run by then. Returns its id or None."""
    waiting = DBTaskResult.objects.filter(
        task_path=task_path, status=TaskResultStatus.READY, run_after__lte=real(run_after)
    )
    return None if waiting.exists() else enqueue(task_path, run_after=run_after)
