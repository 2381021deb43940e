"""Carries what the site does by itself about erasing: each calls one action, and is safe to run twice."""

from django.utils import timezone
from django_tasks import task

from dueregard.records.rights.actions.clean_up import clean_up as clean
from dueregard.records.rights.actions.erase_again import erase_again as again
from dueregard.records.rights.actions.erase_expired import erase_expired as expired


@task()
def clean_up() -> None:
    """Clean up after erasures: bytes, pictures, packages, the index, free pages."""
    clean(now=timezone.now())


@task()
def erase_expired() -> None:
    """Erase what has been kept for as long as it is kept."""
    expired(now=timezone.now())


@task()
def erase_again() -> None:
    """Erase again what a back-up brought back."""
    again(now=timezone.now())
