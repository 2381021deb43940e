"""Tells everybody that something does not work, and that it works again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.website.models import Trouble


class AlreadyOver(Exception):
    """Somebody has said before that it works again."""


def tell_trouble(*, says: str, by: Person, now: datetime) -> Trouble:
    """Say on the public page that something does not work."""
    with transaction.atomic():
        trouble = Trouble.objects.create(says=says, began_at=now, said_by=by)
        record_act(by=by, did="tell_trouble", on=trouble, at=now)
    return trouble


def end_trouble(*, pk: UUID, by: Person, now: datetime) -> Trouble:
    """Say that it works again. Raises: Trouble.DoesNotExist, AlreadyOver"""
    with transaction.atomic():
        trouble = Trouble.objects.select_for_update().get(pk=pk)
        if trouble.ended_at:
            raise AlreadyOver
        trouble.ended_at = now
        trouble.save(update_fields=["ended_at"])
        record_act(by=by, did="end_trouble", on=trouble, at=now)
    return trouble
