"""Reads kept bytes anew and says of each document whether they are still those that came.

Those that were longest not looked at come first. A document is told about loudly, and its row never touched otherwise.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.models import Document, Fixity
from dueregard.rules.documents.reading import Reason

AT_MOST_EVERY = timedelta(days=1)
BATCH = 200


class FilesAreDamaged(Exception):
    """Kept bytes are no longer what came, or are gone: restore them from a back-up."""


def check_fixity(*, most_bytes: int, now: datetime) -> tuple[int, int]:
    """Hash kept bytes again, up to a number of bytes. Returns how many files were looked at, and how many are wrong."""
    looked, wrong, left = 0, 0, most_bytes
    seen: set[str] = set()
    while left > 0:
        due = Document.objects.filter(checked_at__lte=now - AT_MOST_EVERY) | Document.objects.filter(checked_at=None)
        ordered = (
            due.exclude(reason=Reason.ERASED)
            .order_by(F("checked_at").asc(nulls_first=True), "pk")
            .values_list("sha256", "size")
        )
        batch = [(digest, size) for digest, size in dict(ordered[:BATCH]).items() if digest not in seen]
        if not batch:
            break
        for digest, size in batch:
            if left <= 0:
                break
            seen.add(digest)
            fixity = _look(digest)
            _write(digest, fixity, now)
            _forget_lost_drawings(digest)
            looked, wrong, left = looked + 1, wrong + (fixity is not Fixity.KEPT), left - max(size, 1)
    if looked:
        record_custody(document=None, did="checked", by=None, now=now, details={"files": looked, "wrong": wrong})
    return looked, wrong


def report_damage() -> None:
    """Fail while any kept file is not what came, so that the administrator's page on work says so.

    Raises: FilesAreDamaged
    """
    if count := Document.objects.exclude(fixity=Fixity.KEPT).count():
        raise FilesAreDamaged(f"{count} documents are damaged. The list of documents shows which.")


def _look(digest: str) -> Fixity:
    try:
        return Fixity.KEPT if store.hash_again(digest).sha256 == digest else Fixity.CHANGED
    except FileNotFoundError:
        return Fixity.MISSING


def _forget_lost_drawings(digest: str) -> None:
    """Let a drawing that is missing or damaged be made again: the sweep of drawings finds what has none."""
    for document in Document.objects.filter(sha256=digest).exclude(drawing=""):
        kept = (document.drawing, document.as_shown, document.tables)
        if any(_look(one) is not Fixity.KEPT for one in kept if one):
            Document.objects.filter(pk=document.pk, drawing=document.drawing).update(drawing="", not_drawn="")


def _write(digest: str, fixity: Fixity, now: datetime) -> None:
    """Write down what was seen, for every document of these bytes; what is news is a line of custody."""
    with transaction.atomic():
        documents = Document.objects.filter(sha256=digest)
        news = list(documents.exclude(fixity=fixity))
        if news:
            hold_log()
        documents.update(checked_at=now, fixity=fixity)
        for document in news:
            did = "fixity_restored" if fixity is Fixity.KEPT else f"fixity_{fixity.value}"
            record_custody(document=document, did=did, by=None, now=now)
            record_act(by=None, did=f"document_{did}", on=document, at=now)
