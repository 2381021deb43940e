"""Has a document drawn once, before it is read, and keeps the drawing: its pages are those of the drawing from then on.

A kept drawing is used again and never drawn anew, because marks lie on it; one that is missing is made again. Without a
drawing the document is read from its own words, and cannot be published.
"""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.db.models import Q

from dueregard.foundation.files.gateways import store
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.foundation.work.gateways.limits import WORKING
from dueregard.records.evidence.actions.claim_document import keep_claim
from dueregard.records.evidence.actions.receive_document import FIRST_WAIT, READ_TASK
from dueregard.records.evidence.gateways.drawing import NotDrawn, can_draw
from dueregard.records.evidence.gateways.drawn import draw_file
from dueregard.records.evidence.gateways.reader import Beside
from dueregard.records.evidence.models import Document, Reading
from dueregard.rules.documents.drawn_kinds import AS_OPEN, DRAWN, LASTING, MOST_ATTEMPTS, is_drawn_kind

SWEPT_AT_ONCE = 20


@contextmanager
def drawing_beside(document: Document, source: Path, now: datetime) -> Iterator[Beside]:
    """Give what was drawn of a claimed document, drawn now if need be; nothing where it cannot or need not be.

    Raises: LostClaim
    """
    is_other = document.copy_of_id is not None or (document.media_type and not is_drawn_kind(document.media_type))
    if not is_other and not _is_kept(document):
        _draw(document, source, now)
    with ExitStack() as opened:
        paths = [
            opened.enter_context(store.local_file(digest)) if digest else None
            for digest in (document.drawing, document.as_shown)
        ]
        yield Beside(*paths)


def _is_kept(document: Document) -> bool:
    kept = [digest for digest in (document.drawing, document.as_shown, document.tables) if digest]
    return bool(document.drawing) and all(map(store.has, kept))


def _draw(document: Document, source: Path, now: datetime) -> None:
    with TemporaryDirectory(prefix=WORKING) as folder:
        try:
            made = draw_file(source, Path(folder), name=document.name)
        except NotDrawn as refusal:
            document.drawing, document.as_shown, document.not_drawn = "", "", refusal.reason[:40]
            document.draw_attempts += 1
        else:
            if made is None:
                return
            document.drawing, document.drawn_by = store.put_file(made.pdf).sha256, made.engine[:80]
            document.as_shown = store.put_file(made.as_shown).sha256 if made.as_shown else ""
            document.not_drawn, document.draw_attempts, document.drawn_at = "", 0, now
    _write(document, now)


def _write(document: Document, now: datetime) -> None:
    """Write what came of it. What an earlier reading found belongs to other pages: it is found anew."""
    names = ("drawing", "drawn_by", "as_shown", "not_drawn", "draw_attempts", "drawn_at")
    changes: dict[str, object] = {name: getattr(document, name) for name in names}
    with transaction.atomic():
        if document.drawing:
            document.next_page, document.tables = 1, ""
            document.pages.all().delete()
            document.hidden_data.all().delete()
            changes |= {"next_page": 1, "tables": "", "pages_read": 0}
        keep_claim(document=document, now=now, **changes)


def sweep_drawings(*, now: datetime) -> int:
    """Have drawn what was read before there were drawings, or while nothing could draw. Returns how many.

    Safe to run twice: what waits to be read is drawn by its reading.
    """
    if not can_draw():
        return 0
    again = (
        Q(not_drawn="no_program") | Q(not_drawn="") | (~Q(not_drawn__in=LASTING) & Q(draw_attempts__lt=MOST_ATTEMPTS))
    )
    was_read = Q(reading__in=(Reading.READ, Reading.PARTLY)) | Q(media_type__in=AS_OPEN, reading=Reading.UNREADABLE)
    waiting = Document.objects.filter(again, was_read, drawing="", copy_of=None, media_type__in=DRAWN)
    swept = 0
    for pk in waiting.order_by("received_at").values_list("pk", flat=True)[:SWEPT_AT_ONCE]:
        swept += read_anew(pk=pk, now=now)
    return swept


def read_anew(*, pk: uuid.UUID, now: datetime) -> bool:
    """Have a document read from its first page again. One that is being read, or waits for it, is left alone."""
    ended = (Reading.READ, Reading.PARTLY, Reading.UNREADABLE)
    with transaction.atomic():
        mine = Document.objects.filter(pk=pk, reading__in=ended)
        changed = mine.update(reading=Reading.WAITING, next_page=1, attempts=0, next_try_at=now + FIRST_WAIT)
        if changed:
            enqueue(READ_TASK, str(pk))
    return bool(changed)
