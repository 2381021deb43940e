"""Carries the housekeeping of files: calls one action, and is safe to run twice."""

from django.utils import timezone
from django_tasks import task

from dueregard.foundation.files.actions.remove_leftovers import remove_leftovers as remove


@task(queue_name="slow")
def remove_leftovers() -> None:
    """Remove what killed processes left, and pictures that can be drawn again."""
    remove(now=timezone.now())
