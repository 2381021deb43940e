"""Carries the work of evidence: each takes an id or nothing, calls one action, and is safe to run twice."""

from uuid import UUID

from django.utils import timezone
from django_tasks import TaskContext, task

from dueregard.records.evidence.actions.claim_document import sweep_documents as sweep
from dueregard.records.evidence.actions.make_copy import make_copy, sweep_copies
from dueregard.records.evidence.actions.read_document import read_document as read


@task(takes_context=True, queue_name="slow")
def read_document(context: TaskContext, pk: str) -> None:
    """Read one document."""
    read(pk=UUID(pk), worker=context.task_result.worker_ids[-1], clock=timezone.now)


@task()
def sweep_documents() -> None:
    """Take documents from workers that died, and ask again for those that nobody has read."""
    sweep(now=timezone.now())


@task(queue_name="slow")
def make_public_copy(pk: str) -> None:
    """Make one copy for the public."""
    make_copy(pk=UUID(pk), clock=timezone.now)


@task()
def sweep_public_copies() -> None:
    """Take copies from workers that died in the making, and ask again for those that nobody has made."""
    sweep_copies(now=timezone.now())
