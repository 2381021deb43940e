"""Gives a document to one worker to read, never to two, and takes it back from workers that died.

How a reading goes is `read_document`'s. A claim holds while its worker's heart beats and its time has not run out.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.foundation.work.models import Worker
from dueregard.records.evidence.actions.receive_document import FIRST_WAIT, READ_TASK
from dueregard.records.evidence.models import Document, Reading
from dueregard.rules.documents.reading_attempts import seconds_for

MARGIN = timedelta(minutes=2)  # beyond the time an attempt may take
LONGEST_WAIT = timedelta(hours=1)
SWEPT_AT_ONCE = 500


class LostClaim(Exception):
    """The document was given to another worker, because this one seemed dead."""


def claim_document(*, pk: uuid.UUID, worker: str, now: datetime) -> Document | None:
    """Return the document, now in this worker's hands; None when it waits no longer or somebody reads it."""
    with transaction.atomic():
        free = Q(reading=Reading.WAITING) | (Q(reading=Reading.RUNNING) & (_lapsed(now) | Q(claimed_by=worker)))
        document = Document.objects.select_for_update().filter(free, pk=pk).first()
        if document is None:
            return None
        document.reading, document.claimed_by = Reading.RUNNING, worker
        document.attempts += 1
        document.claimed_until = now + timedelta(seconds=seconds_for(document.attempts)) + MARGIN
        document.save(update_fields=["reading", "claimed_by", "claimed_until", "attempts"])
    return document


def keep_claim(*, document: Document, now: datetime, **changes: object) -> None:
    """Renew the claim and write what changed on the document. Raises: LostClaim"""
    until = now + timedelta(seconds=seconds_for(document.attempts)) + MARGIN
    mine = Document.objects.filter(pk=document.pk, reading=Reading.RUNNING, claimed_by=document.claimed_by)
    if not mine.update(claimed_until=until, **changes):
        raise LostClaim(str(document.pk))


def let_go(*, document: Document, now: datetime) -> None:
    """Give a document back although its reading broke off; whoever comes next may take it."""
    mine = Document.objects.filter(pk=document.pk, reading=Reading.RUNNING, claimed_by=document.claimed_by)
    mine.update(claimed_until=now)


def sweep_documents(*, now: datetime) -> int:
    """Give out again what a dead worker held and what has waited too long. Returns how many."""
    swept = 0
    held = Document.objects.filter(_lapsed(now), reading=Reading.RUNNING)
    for pk, worker in held.values_list("pk", "claimed_by")[:SWEPT_AT_ONCE]:
        with transaction.atomic():
            still = Document.objects.filter(_lapsed(now), pk=pk, reading=Reading.RUNNING, claimed_by=worker)
            if still.update(reading=Reading.WAITING, claimed_by="", claimed_until=None, next_try_at=now + FIRST_WAIT):
                enqueue(READ_TASK, str(pk))
                swept += 1
    waiting = Document.objects.filter(Q(next_try_at__lte=now) | Q(next_try_at=None), reading=Reading.WAITING)
    for document in waiting.order_by("next_try_at").only("pk", "next_try_at", "received_at")[:SWEPT_AT_ONCE]:
        # Each time it waits as long as it has waited so far: a long queue is not filled with the same document.
        wait = min(max(FIRST_WAIT, now - document.received_at), LONGEST_WAIT)
        with transaction.atomic():
            still = Document.objects.filter(pk=document.pk, reading=Reading.WAITING, next_try_at=document.next_try_at)
            if still.update(next_try_at=now + wait):
                enqueue(READ_TASK, str(document.pk))
                swept += 1
    return swept


def _lapsed(now: datetime) -> Q:
    return Q(claimed_until__lte=now) | ~Q(claimed_by__in=Worker.objects.alive(now).values("name"))
