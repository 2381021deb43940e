"""Carries the site's own housekeeping of work."""

from django.utils import timezone
from django_tasks import task

from dueregard.foundation.work.actions.give_out_periodic import drop_old_runs


@task()
def drop_old_work() -> None:
    """Remove rows of work that went well long ago."""
    drop_old_runs(now=timezone.now())
