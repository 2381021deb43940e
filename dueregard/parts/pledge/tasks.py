"""What the worker does for the pledge: it calls one action, and is safe to run twice."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from dueregard.parts.pledge.actions.look_again import look_at, look_at_due
from dueregard.parts.pledge.actions.settle import settle_due
from dueregard.parts.pledge.models import Signatory


@task()
def look_at_proofs() -> None:
    """Look at a few proofs that are due."""
    look_at_due(now=timezone.now())


@task()
def look_at_own(pk: str) -> None:
    """Look at the proofs of one signatory, which asked for it."""
    signatory = Signatory.objects.filter(pk=UUID(pk)).first()
    if signatory is not None:
        look_at(signatory=signatory, now=timezone.now())


@task()
def let_days_pass() -> None:
    """Let happen what the day brings: grace that is over, a renewal that is due."""
    settle_due(now=timezone.now())
