"""Gives a web page or minute the group's own copy, after the answer that rests on it; a copy is never taken away."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.evidence.models import Document
from dueregard.records.findings.actions.follow_documents import follow_documents_of
from dueregard.records.findings.models import Source
from dueregard.records.findings.queries.finding_page import WITH


class HasACopy(Exception):
    """The source has a copy already."""


def keep_copy(*, source: Source, document: Document, by: Person, now: datetime) -> Source:
    """Keep a document of the same group as the copy of a source. Raises: HasACopy"""
    with transaction.atomic():
        held = Source.objects.select_for_update().get(pk=source.pk)
        if held.copy_id is not None:
            raise HasACopy("This source has a copy already. Nothing was changed.")
        held.copy = document
        held.save(update_fields=["copy"])
        record_act(by=by, did="keep_copy", on=held, at=now, details={"document": str(document.pk)})
        findings = list(held.findings.select_related(*WITH))
        follow_documents_of(findings)
        mark_changed(kind="finding", keys=[str(one.pk) for one in findings])
    return held
