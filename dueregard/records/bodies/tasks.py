"""Carries the work of the register: each takes nothing, calls one action, and is safe to run twice."""

from django.utils import timezone
from django_tasks import task

from dueregard.records.bodies.actions.tell_everybody import tell_what_is_due


@task()
def tell_of_bodies() -> None:
    """Let everybody read of the bodies whose day has come, or which something open names."""
    tell_what_is_due(now=timezone.now())
