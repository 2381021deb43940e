"""Writes that a person has looked at a public copy which was made in an older way, and that it may stay public."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.redaction.actions.publish_copy import NotReady
from dueregard.records.redaction.models import PublicCopy


def look_again(*, asked: PublicCopy, by: Person, now: datetime) -> None:
    """Leave a copy public after a second look. Who looked twice looked once. Raises: NotReady"""
    with transaction.atomic():
        hold_log()
        held = PublicCopy.objects.select_for_update(of=("self",)).select_related("copy").get(pk=asked.pk)
        if held.state != PublicCopy.State.PUBLISHED or held.copy is None:
            raise NotReady
        if held.looked_again_at is not None:
            return
        held.looked_again_at, held.looked_again_by = now, by
        held.save(update_fields=["looked_again_at", "looked_again_by"])
        record_custody(document=held.copy, did="looked_at_again", by=by, now=now)
        record_act(by=by, did="look_at_copy_again", on=held, at=now)
