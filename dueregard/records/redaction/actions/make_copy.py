"""Makes a copy for the public in a limited child process, page by page, and searches it before anybody is shown it.

A copy in which something survived is not kept: it is refused, with the words and the place. Safe to run twice.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.foundation.work.models import Worker
from dueregard.records.evidence.actions.commit_to_original import new_commitment
from dueregard.records.evidence.actions.receive_document import Giving, receive_document
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.models import Document, Provenance
from dueregard.records.redaction.actions.prepare_copy import COPY_TASK
from dueregard.records.redaction.gateways.copier import copier
from dueregard.records.redaction.gateways.remake import DRAWING, TABLES, Made, Progress, remake
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.redaction.queries.words_of import words_of
from dueregard.rules.documents.reading import CouldNotRead, Reason, TextSource, Word
from dueregard.rules.redaction.forms import FORMS, Form, copy_name
from dueregard.rules.redaction.marks import Mark

Clock = Callable[[], datetime]
CLAIM = timedelta(minutes=30)  # longer than the copier waits for one answer
MOST_ATTEMPTS = 3
MOST_FAULTS = 50
MOST_PLACES = 1_000  # to look at; the rest is found when these are settled


class LostCopy(Exception):
    """The copy was put aside, or given to another worker, while it was made."""


def make_copy(*, pk: uuid.UUID, worker: str, clock: Clock) -> None:
    """Make a copy that waits. One that is made, put aside, or in another worker's hands is left alone."""
    asked = _claim(pk, worker, clock())
    if asked is None:
        return
    try:
        digest, kind = _source(asked)
        with store.local_file(digest) as source, copier() as child:
            made = remake(
                child,
                source=source,
                kind=kind,
                form=Form(asked.form),
                marks=asked.mark_values(),
                pages=_pages(asked),
                scans=_scans(asked.document),
                looked=asked.look_values(),
                title=asked.title,
                languages=settings.OCR_LANGUAGES,
                progress=_progress(asked, clock),
            )
            _finish(asked, made, clock())
    except LostCopy:
        return
    except FileNotFoundError:
        _fail(asked, Reason.MISSING, clock())
    except CouldNotRead as failure:
        _fail(asked, failure.reason, clock())


def sweep_copies(*, now: datetime) -> int:
    """Give out again what a dead worker held or what waited too long. Returns how many."""
    waiting = Q(state=PublicCopy.State.WAITING, prepared_at__lte=now - CLAIM)
    lapsed = Q(state=PublicCopy.State.MAKING) & _lapsed(now)
    swept = 0
    for asked in PublicCopy.objects.filter(waiting | lapsed)[:100]:
        if asked.attempts >= MOST_ATTEMPTS:
            _fail(asked, Reason.CRASHED, now)
        else:
            enqueue(COPY_TASK, str(asked.pk))
        swept += 1
    return swept


def _lapsed(now: datetime) -> Q:
    """A claim whose worker is no longer there, or took longer than any answer does."""
    return Q(claimed_until__lte=now) | ~Q(claimed_by__in=Worker.objects.alive(now).values("name"))


def _claim(pk: uuid.UUID, worker: str, now: datetime) -> PublicCopy | None:
    with transaction.atomic():
        held = Q(state=PublicCopy.State.MAKING) & (_lapsed(now) | Q(claimed_by=worker))
        free = Q(state=PublicCopy.State.WAITING) | held
        asked = (
            PublicCopy.objects.select_for_update(of=("self",)).select_related("document").filter(free, pk=pk).first()
        )
        if asked is None:
            return None
        asked.state, asked.claimed_until, asked.pages_done = PublicCopy.State.MAKING, now + CLAIM, 0
        asked.attempts, asked.claimed_by = asked.attempts + 1, worker
        asked.save(update_fields=["state", "claimed_by", "claimed_until", "pages_done", "attempts"])
    return asked


def _source(asked: PublicCopy) -> tuple[str, str]:
    """Return hash and kind of what the copy is made from: what a reader sees, never what the file says beside it."""
    document = asked.document
    if not document.is_drawn_kind:
        return document.sha256, document.media_type
    digest, kind = (document.tables, TABLES) if asked.form == Form.TABLE else (document.drawing, DRAWING)
    if not digest or asked.form not in {Form.TABLE, Form.PAGES}:
        raise CouldNotRead(Reason.NOT_DRAWN)
    return digest, kind


def _pages(asked: PublicCopy) -> dict[int, tuple[float | None, list[Word]]]:
    """Return width in points and words with their places, for each page that was read."""
    pages = asked.document.pages
    if asked.form in {Form.SET, Form.TABLE}:  # they have words, and no places
        return {row.number: (None, [Word(said, 0, 0, 0, 0) for said in row.text.split()]) for row in pages.all()}
    return {row.number: (row.width, list(words_of(row))) for row in pages.defer("text")}


def _scans(document: Document) -> set[int]:
    """Return the numbers of the pages on which a person may see more than was read as text."""
    is_recognised = {"source__in": [TextSource.OCR, TextSource.NONE]}
    return set(document.pages.filter(**is_recognised).values_list("number", flat=True))


def _progress(asked: PublicCopy, clock: Clock) -> Progress:
    def tell(done: int, expected: int) -> None:
        mine = PublicCopy.objects.filter(pk=asked.pk, state=PublicCopy.State.MAKING, attempts=asked.attempts)
        if not mine.update(pages_done=done, pages_expected=expected, claimed_until=clock() + CLAIM):
            raise LostCopy

    return tell


def _finish(asked: PublicCopy, made: Made, now: datetime) -> None:
    if made.faults:
        _settle(asked, now, state=PublicCopy.State.REFUSED, faults=made.faults[:MOST_FAULTS])
    if made.faults or made.places:
        places = [{"words": "", "where": "", "place": place.as_json()} for place in made.places[:MOST_PLACES]]
        _settle(asked, now, state=PublicCopy.State.REFUSED, faults=[*made.faults[:MOST_FAULTS], *places])
        return
    kept = store.put_file(Path(made.path))
    salt, committed = new_commitment(asked.document)
    with transaction.atomic():
        hold_log()
        held = _held(asked)
        copy = _receive(held, kept, now)
        if not copy.commitment:
            copy.salt, copy.commitment = salt, committed
            copy.save(update_fields=["salt", "commitment"])
        marks = [_told(mark) for mark in held.mark_values()]
        record_custody(
            document=copy, did="copied_for_public", by=held.prepared_by, now=now,
            details={
                "commitment": copy.commitment, "form": held.form, "marks": marks, "by_looking": made.by_looking,
            },
        )  # fmt: skip
        record_custody(
            document=held.document, did="was_copied", by=held.prepared_by, now=now, details={"copy": copy.sha256}
        )
        held.state, held.copy, held.made_at = PublicCopy.State.READY, copy, now
        held.by_looking, held.is_read_again = made.by_looking, made.is_read_again
        held.save(update_fields=["state", "copy", "made_at", "by_looking", "is_read_again"])
        record_act(by=None, did="make_copy", on=held, at=now, details={"marks": len(marks), "read": made.is_read_again})


def _receive(held: PublicCopy, kept: store.Kept, now: datetime) -> Document:
    """Make the copy a document of its own. The same bytes made again are the same document."""
    original = held.document
    copy, _ = receive_document(
        group=original.group,
        kept=kept,
        name=copy_name(Form(held.form), held.title),
        giving=Giving(
            kind=Provenance.Kind.COPY,
            key=str(original.pk),
            at=now,
            says=f"Made here: {FORMS[Form(held.form)].says}",
            parent=original,
        ),
        by=held.prepared_by,
        now=now,
        body=original.body,
        title=held.title,
        kind=original.kind,
        dated_on=original.dated_on,
    )
    copy.copy_of, copy.title, copy.media_type = original, held.title, FORMS[Form(held.form)].media_type
    copy.save(update_fields=["copy_of", "title", "media_type"])
    return copy


def _told(mark: Mark) -> dict[str, Any]:
    """Return a mark for the log: where and why, in hundredths of a point; never what it covers."""
    places = [round(100 * side) for side in (mark.left, mark.top, mark.right, mark.bottom)]
    return {
        "kind": mark.kind.value, "reason": mark.reason, "page": mark.page or 0, "place": places,
        "span": [mark.start_ms, mark.end_ms],
    }  # fmt: skip


def _held(asked: PublicCopy) -> PublicCopy:
    held = (
        PublicCopy.objects.select_for_update(of=("self",))
        .select_related("document__group", "document__body", "prepared_by")
        .filter(pk=asked.pk, state=PublicCopy.State.MAKING, attempts=asked.attempts)
        .first()
    )
    if held is None:
        raise LostCopy
    return held


def _settle(asked: PublicCopy, now: datetime, *, state: PublicCopy.State, **changes: Any) -> None:
    with transaction.atomic():
        held = _held(asked)
        held.state, held.made_at = state, now
        for name, value in changes.items():
            setattr(held, name, value)
        held.save(update_fields=["state", "made_at", *changes])
        record_act(by=None, did="make_copy", on=held, at=now, details={"state": state.value})


def _fail(asked: PublicCopy, reason: Reason, now: datetime) -> None:
    try:
        _settle(asked, now, state=PublicCopy.State.FAILED, reason=reason.value)
    except LostCopy:
        return
