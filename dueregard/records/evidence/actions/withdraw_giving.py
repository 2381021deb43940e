"""Takes back one way by which a document came, because that was wrong: the message belongs to another group.

The document stays with whoever had it. Its custody log says that it was given by mistake.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.evidence.actions.label_document import label_document
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.models import Document


class NotGivenSo(Exception):
    """The document did not come that way, or it was taken back before."""


def withdraw_giving(*, document: Document, kind: str, key: str, by: Person | None, now: datetime) -> None:
    """Take back one provenance of a document. Raises: NotGivenSo"""
    with transaction.atomic():
        hold_log()
        given, _ = document.provenances.filter(kind=kind, key=key).delete()
        if not given:
            raise NotGivenSo(str(document.pk))
        label_document(document=document)
        record_custody(document=document, did="giving_withdrawn", by=by, now=now, details={"giving": kind})
        record_act(by=by, did="document_giving_withdrawn", on=document, at=now, details={"giving": kind})
