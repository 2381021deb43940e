"""Carries the site's own housekeeping of work."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from dueregard.foundation.work.actions import go_on as going
from dueregard.foundation.work.actions.give_out_periodic import drop_old_runs

ACTS_KEPT = timedelta(days=7)


@task()
def drop_old_work() -> None:
    """Remove rows of work that went well long ago."""
    drop_old_runs(now=timezone.now())
    going.drop_old_acts(now=timezone.now(), kept=ACTS_KEPT)


@task()
def go_on_with(pk: str) -> None:
    """Do the next piece of an act on many things."""
    try:
        going.go_on(pk=UUID(pk), now=timezone.now())
    except Exception as fault:
        going.note_stop(pk=UUID(pk), fault=fault, now=timezone.now())
        raise
