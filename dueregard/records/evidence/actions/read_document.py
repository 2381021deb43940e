"""Reads one document, page by page, from where an earlier attempt stopped; ends with pages or with a named reason.

Reading happens in a limited child process. How often and how long it is tried is decided in
rules/documents/reading_attempts.
"""

import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.records.evidence.actions.claim_document import LostClaim, claim_document, keep_claim, let_go
from dueregard.records.evidence.actions.draw_document import drawing_beside
from dueregard.records.evidence.actions.find_passages_again import find_passages_again
from dueregard.records.evidence.actions.receive_document import FIRST_WAIT, READ_TASK
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.actions.write_reading import ReadingWriter
from dueregard.records.evidence.gateways.reader import ReadingOptions, read_in_child, reading_options
from dueregard.records.evidence.models import Document, Page, Reading
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import CouldNotRead, Reason, TextSource
from dueregard.rules.documents.reading_attempts import SLICE, PassOver, TryAgain, after_failure, is_spent, seconds_for

Clock = Callable[[], datetime]


def read_document(*, pk: uuid.UUID, worker: str, clock: Clock) -> None:
    """Read a document that waits. Safe to run twice: one that is read, or that somebody reads, is left alone."""
    document = claim_document(pk=pk, worker=worker, now=clock())
    if document is None:
        return
    writer = ReadingWriter(document=document, clock=clock)
    try:
        failure = _read(document, writer)
        _write_end(document, writer, failure, clock())
    except LostClaim:
        return
    except BaseException:
        let_go(document=document, now=clock())
        raise


def _read(document: Document, writer: ReadingWriter) -> CouldNotRead | None:
    """Read on from where the last attempt stopped; return why this one did, if it did."""
    if is_spent(document.attempts - 1):  # every attempt before ended without a word: whoever read was killed by it
        return CouldNotRead(Reason.CRASHED)
    began = writer.clock()
    try:
        with store.local_file(document.sha256) as source, drawing_beside(document, source, began) as beside:
            found = read_in_child(
                source,
                name=document.name,
                options=_options(document),
                from_page=document.next_page,
                seconds=seconds_for(document.attempts),
                beside=beside,
                together=str(document.group_id),
            )
            with closing(found):  # the child goes when reading breaks off
                for item in found:
                    writer.take(item)
                    if writer.brought_pages and (writer.clock() - began).total_seconds() > SLICE:
                        raise CouldNotRead(Reason.TOO_LONG, "it ran out of time")
        writer.write_pages()
    except FileNotFoundError:
        return CouldNotRead(Reason.MISSING)
    except CouldNotRead as failure:
        writer.write_pages()
        return failure
    return None


def _options(document: Document) -> ReadingOptions:
    """Return how to read it. A PDF drawn here for the public carries its words; its black boxes say nothing more."""
    is_drawn = document.copy_of_id is not None and document.media_type == Kind.PDF
    return replace(reading_options(), recognises_words=False) if is_drawn else reading_options()


def _write_end(document: Document, writer: ReadingWriter, failure: CouldNotRead | None, now: datetime) -> None:
    """Write how the attempt ended: read, to be tried again, or left to a person. Raises: LostClaim"""
    reason = failure.reason if failure else None
    if failure is not None:
        follows = after_failure(
            failure.reason,
            attempt=document.attempts,
            brought_pages=writer.brought_pages,
            pages_follow=(document.pages_expected or 0) >= document.next_page,
            passed_over=document.pages.exclude(reason="").count(),
        )
        if isinstance(follows, PassOver):
            _pass_over(document, failure.reason, now)
            follows = TryAgain(timedelta(0), counts=False)
        if isinstance(follows, TryAgain):
            _try_again(document, follows, failure, now)
            return
    _settle(document, writer, reason, failure.detail if failure else "", now)


def _pass_over(document: Document, reason: Reason, now: datetime) -> None:
    """Write a page that says why there is nothing on it. Raises: LostClaim"""
    page = {"source": TextSource.NONE.value, "reason": reason.value, "read_at": now}
    with transaction.atomic():
        keep_claim(document=document, now=now, next_page=document.next_page + 1)
        Page.objects.get_or_create(document=document, number=document.next_page, defaults=page)


def _try_again(document: Document, follows: TryAgain, failure: CouldNotRead, now: datetime) -> None:
    at = now + follows.wait
    with transaction.atomic():
        keep_claim(
            document=document,
            now=now,
            reading=Reading.WAITING,
            reason=failure.reason.value,
            detail=failure.detail[:300],
            attempts=document.attempts if follows.counts else 0,
            next_try_at=at + FIRST_WAIT,
            claimed_by="",
        )
        mark_changed(kind="document", keys=[str(document.pk)])  # what has been read so far is found already
        enqueue(READ_TASK, str(document.pk), run_after=at if follows.wait else None)


def _settle(document: Document, writer: ReadingWriter, reason: Reason | None, detail: str, now: datetime) -> None:
    with transaction.atomic():
        hold_log()
        pages = document.pages.count()
        files = document.given.values("document").distinct().count()
        broken = list(document.pages.exclude(reason="").order_by("number").values_list("reason", flat=True))
        reason = reason or next(iter(writer.left_inside), None)
        code = reason.value if reason else broken[0] if broken else ""
        if not pages and not files and not code:
            code = (Reason.NO_WORDS if document.hidden_data.exists() else Reason.EMPTY).value
        has_something = pages > len(broken) or files
        reading = Reading.READ if not code else Reading.PARTLY if has_something else Reading.UNREADABLE
        left = "; ".join(f"{count} files inside were not taken out" for count in writer.left_inside.values())
        changes: dict[str, Any] = {
            "reading": reading,
            "reason": code,
            "detail": (detail or left)[:300],
            "pages_read": pages,
            "next_try_at": None,
            "claimed_by": "",
            "read_at": now,
        }
        keep_claim(document=document, now=now, **changes)
        told = {"pages": pages, "files": files, "reading": reading.value, **({"reason": code} if code else {})}
        find_passages_again(document=document, now=now)
        mark_changed(kind="document", keys=[str(document.pk)])
        record_custody(document=document, did="read", by=None, now=now, details=told)
        record_act(by=None, did="read_document", on=document, at=now, details=told)
