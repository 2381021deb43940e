"""Writes down that a complaint was acknowledged, and how it was answered. The letters are people's to write."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.website.models import DataComplaint


class AlreadyAcknowledged(Exception):
    """Somebody has acknowledged this complaint before."""


class AlreadyAnswered(Exception):
    """Somebody has answered this complaint before."""


def acknowledge_complaint(*, pk: UUID, by: Person, now: datetime) -> DataComplaint:
    """Write down that the complainant was told it arrived.

    Raises: DataComplaint.DoesNotExist, AlreadyAcknowledged
    """
    with transaction.atomic():
        complaint = DataComplaint.objects.select_for_update().get(pk=pk)
        if complaint.acknowledged_at:
            raise AlreadyAcknowledged
        complaint.acknowledged_at, complaint.acknowledged_by = now, by
        complaint.save(update_fields=["acknowledged_at", "acknowledged_by"])
        record_act(by=by, did="acknowledge_data_complaint", on=complaint, at=now)
    return complaint


def answer_complaint(*, pk: UUID, outcome: str, by: Person, now: datetime) -> DataComplaint:
    """Write down what was done and told to the complainant. An answer acknowledges as well.

    Raises: DataComplaint.DoesNotExist, AlreadyAnswered
    """
    with transaction.atomic():
        complaint = DataComplaint.objects.select_for_update().get(pk=pk)
        if complaint.answered_at:
            raise AlreadyAnswered
        complaint.answered_at, complaint.answered_by, complaint.outcome = now, by, outcome
        if not complaint.acknowledged_at:
            complaint.acknowledged_at, complaint.acknowledged_by = now, by
        complaint.save()
        record_act(by=by, did="answer_data_complaint", on=complaint, at=now)
    return complaint
