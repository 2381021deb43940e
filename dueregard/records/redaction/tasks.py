"""Carries the making of copies: each takes an id or nothing, calls one action, and is safe to run twice."""

from uuid import UUID

from django.utils import timezone
from django_tasks import TaskContext, task

from dueregard.records.redaction.actions.make_copy import make_copy, sweep_copies


@task(queue_name="slow", takes_context=True)
def make_public_copy(context: TaskContext, pk: str) -> None:
    """Make one copy for the public."""
    make_copy(pk=UUID(pk), worker=context.task_result.worker_ids[-1], clock=timezone.now)


@task()
def sweep_public_copies() -> None:
    """Take copies from workers that died in the making, and ask again for those that nobody has made."""
    sweep_copies(now=timezone.now())
