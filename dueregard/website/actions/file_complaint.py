"""Keeps a complaint about personal data. Who may read it is the desk's to say."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.website.models import DataComplaint


def file_complaint(*, about: str, says: str, reply_to: str, by: Person | None, now: datetime) -> DataComplaint:
    """Keep a complaint as it was typed. `by` is None for a visitor; `now` is an instant with its zone."""
    with transaction.atomic():
        complaint = DataComplaint.objects.create(about=about, says=says, reply_to=reply_to, received_at=now)
        record_act(by=by, did="file_data_complaint", on=complaint, at=now)
    return complaint
