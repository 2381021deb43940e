"""Carries the accounts' periodic work: calls one action, and is safe to run twice."""

from django.utils import timezone
from django_tasks import task

from dueregard.foundation.accounts.actions.forget_expired import forget_expired
from dueregard.foundation.accounts.actions.seal_secrets import seal_secrets


@task()
def forget_what_ran_out() -> None:
    """Remove sessions and brief notes whose time has passed."""
    forget_expired(now=timezone.now())


@task()
def seal_what_lies_open() -> None:
    """Seal the secrets of code apps that were added before the site sealed them."""
    seal_secrets()
