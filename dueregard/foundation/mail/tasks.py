"""Carries mail's work: each takes an id or nothing, calls one action, and is safe to run twice."""

from django_tasks import task


@task()
def send_outgoing() -> None:
    """Send what is due."""
