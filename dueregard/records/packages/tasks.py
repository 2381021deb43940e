"""Carries the making of packages: each takes an id or nothing, calls one action, and is safe to run twice."""

from uuid import UUID

from django.utils import timezone
from django_tasks import TaskContext, task

from dueregard.records.packages.actions.build_export import build_export as build
from dueregard.records.packages.actions.build_export import sweep_exports as sweep
from dueregard.records.packages.actions.remove_packages import remove_packages as remove


@task(takes_context=True, queue_name="slow")
def build_export(context: TaskContext, pk: str) -> None:
    """Make one package of documents."""
    build(pk=UUID(pk), worker=context.task_result.worker_ids[-1], clock=timezone.now)


@task()
def sweep_exports() -> None:
    """Take packages from workers that died, and remove those whose time is over."""
    sweep(now=timezone.now())


@task()
def remove_packages() -> None:
    """Remove every package that was made: something that may be in it was erased."""
    remove(now=timezone.now())
