"""Brings the documents of the example county: has those that came with replies read, and takes the log back after."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.example.queries.pieces import ToTry
from dueregard.foundation.example.queries.rows import Keys
from dueregard.foundation.example.queries.waiting import wait_until
from dueregard.records.evidence.actions.read_document import read_document
from dueregard.records.evidence.actions.record_custody import hold_log
from dueregard.records.evidence.models import CustodyHead, CustodyLine, Document, HiddenData, Reading, Timestamp
from dueregard.records.groups.queries.example import example_cast
from dueregard.rules.documents.custody import START, content_hash, link

WORKER = "the example county"
LINES = "evidence.custodyline"
FAR = 1_000_000_000  # beyond every number of the log


def bring(*, now: datetime) -> Iterator[None]:
    """Read every document that waits, as a worker does: page by page, in processes with limits."""
    cast = example_cast()
    waiting = Document.objects.filter(group__in=[cast.schools, cast.campus], reading=Reading.WAITING)
    for pk in list(waiting.order_by("received_at").values_list("pk", flat=True)):
        read_for_example(pk)
        yield


def read_for_example(pk: UUID) -> None:
    """Read a document, or wait for the worker that reads it just now: what comes next rests on its pages."""
    read_document(pk=pk, worker=WORKER, clock=timezone.now)
    wait_until(lambda: not Document.objects.filter(pk=pk, reading=Reading.RUNNING).exists())


def to_try() -> tuple[ToTry, ...]:
    """Return what a newcomer can try with documents."""
    hidden = HiddenData.objects.filter(document__group__in=[example_cast().schools, example_cast().campus]).first()
    found = [ToTry(45, "Read what bodies sent, page by page", reverse("evidence:documents"))]
    if hidden is not None:
        words = "See what a workbook hides, before anyone publishes it"
        found.append(ToTry(40, words, hidden.document.get_absolute_url(), "A second sheet holds names."))
    return tuple(found)


def take_away(gone: Keys) -> None:
    """Close the custody log over the lines that go: those that stay are numbered and linked anew.

    Times that an authority put to the log while the county was in it speak of lines that are no more, and go too.
    """
    doomed = gone.get(LINES, set())
    if not doomed:
        return
    head = hold_log()
    rows = apps.get_model(LINES)._base_manager
    first = rows.filter(pk__in=list(doomed)).order_by("number").values_list("number", flat=True)[0]
    Timestamp.objects.filter(number__gte=first).delete()
    before = rows.filter(number__lt=first).order_by("-number").first()
    number, digest = (before.number, before.digest) if before else (0, START)
    stay = [line for line in rows.filter(number__gte=first).order_by("number") if line.pk not in doomed]
    rows.filter(number__gte=first).update(number=F("number") + FAR)  # a number is taken once: make room first
    for line in stay:
        number, line.number, line.previous = number + 1, number + 1, digest
        line.digest = digest = link(line.previous, content_hash(line.content()))
        CustodyLine.save_base(line, raw=True)
    CustodyHead.objects.filter(pk=head.pk).update(number=number, digest=digest)
