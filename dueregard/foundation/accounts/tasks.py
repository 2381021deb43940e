"""Carries the accounts' periodic work: calls one action, and is safe to run twice."""

from django.utils import timezone
from django_tasks import task

from dueregard.foundation.accounts.actions.forget_expired import forget_expired


@task()
def forget_what_ran_out() -> None:
    """Remove sessions and brief notes whose time has passed."""
    forget_expired(now=timezone.now())
