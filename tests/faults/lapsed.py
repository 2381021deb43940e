"""Lets the time of claims pass, and sweeps, as a site does hours after its worker died."""

from datetime import datetime

from django_tasks_db.models import DBTaskResult

from dueregard.records.evidence.actions.claim_document import sweep_documents
from dueregard.records.redaction.actions.make_copy import CLAIM, sweep_copies
from dueregard.records.redaction.models import PublicCopy


def sweep_all(*, now: datetime) -> None:
    """Have every claim lapse, and everything that waits asked for again."""
    PublicCopy.objects.filter(state=PublicCopy.State.MAKING).update(claimed_until=now)
    sweep_copies(now=now + CLAIM)
    sweep_documents(now=now)
    DBTaskResult.objects.filter(status="READY").update(run_after=now)
