"""Writes into the custody log that a document was erased. The line holds its hash, as every line does, and no words."""

from datetime import datetime

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.models import Document


def note_erasure(*, row: Document, by: Person | None, now: datetime) -> None:
    """Add the line. Call it inside the transaction that erases, before the document's hash is gone from its row."""
    held = hold_log()
    record_custody(document=row, did="erased", by=by, now=now, held=held)
