"""Adds lines to the custody log: each has the next number and the hash of the line before it.

What a line is in bytes is decided in rules/documents/custody. Every action on a document writes its line here.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.work.actions.add_row import add_row
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.records.evidence.models import CustodyHead, CustodyLine, Document
from dueregard.rules.documents.custody import START, content_hash, link
from dueregard.rules.practice.site_time import real

ONLY = 1  # the log has one end
_HELD = Asked(lambda: CustodyHead.objects.select_for_update().filter(pk=ONLY))


def hold_log() -> CustodyHead:
    """Hold the end of the log until this transaction ends; whoever else writes a line waits.

    An action that also makes documents calls this first of all, so that no two wait for each other.
    """
    held = _HELD.first()
    if held is None:
        CustodyHead.objects.bulk_create([CustodyHead(pk=ONLY, number=0, digest=START)], ignore_conflicts=True)
        held = CustodyHead.objects.select_for_update().get(pk=ONLY)
    return held


def record_custody(
    *,
    document: Document | None,
    did: str,
    by: Person | None,
    now: datetime,
    details: dict[str, Any] | None = None,
    held: CustodyHead | None = None,
) -> CustodyLine:
    """Add one line. `by` is None when the site itself acted; `held` is what `hold_log` gave in this transaction.

    `details` hold codes, ids, counts and hashes (no fractions): nothing of what a document says. Raises: NotCanonical
    """
    with transaction.atomic(savepoint=False):
        head = held or hold_log()
        line = CustodyLine(
            number=head.number + 1,
            at=real(now),
            did=did,
            document=document,
            sha256=document.sha256 if document else "",
            by=str(by.pk) if by else "",
            details=details or {},
            previous=head.digest,
        )
        line.digest = link(line.previous, content_hash(line.content()))
        add_row(line)
        head.number, head.digest = line.number, line.digest
        head.save(update_fields=["number", "digest"])
    return line
