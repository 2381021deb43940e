"""Carries the work of evidence: each takes an id or nothing, calls one action, and is safe to run twice."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskContext, task

from dueregard.records.evidence.actions.check_fixity import check_fixity as check
from dueregard.records.evidence.actions.check_fixity import report_damage as report
from dueregard.records.evidence.actions.claim_document import sweep_documents as sweep
from dueregard.records.evidence.actions.commit_to_original import commit_to_originals as commit
from dueregard.records.evidence.actions.draw_document import sweep_drawings as draw
from dueregard.records.evidence.actions.read_document import read_document as read


@task(takes_context=True, queue_name="slow")
def read_document(context: TaskContext, pk: str) -> None:
    """Read one document."""
    read(pk=UUID(pk), worker=context.task_result.worker_ids[-1], clock=timezone.now)


@task()
def sweep_documents() -> None:
    """Take documents from workers that died, and ask again for those that nobody has read."""
    sweep(now=timezone.now())


@task()
def sweep_drawings() -> None:
    """Have documents drawn that were read before there were drawings."""
    draw(now=timezone.now())


@task(queue_name="slow")
def check_fixity() -> None:
    """Hash kept bytes again, as many as one night bears."""
    check(most_bytes=settings.FIXITY_GIB * 1024**3, now=timezone.now())


@task(queue_name="slow")
def commit_to_originals() -> None:
    """Give a commitment to their originals to copies from before there were any."""
    commit(now=timezone.now())


@task()
def report_damage() -> None:
    """Fail while a kept file is not what came."""
    report()
