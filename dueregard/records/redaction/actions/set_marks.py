"""Marks what is to be taken out of a public copy: a rectangle, words wherever they stand, a stretch of sound.

What a mark covers is decided in rules/redaction. While a copy is being made or waits to be confirmed, marks stay as
they are: what a second person looks at is what was made.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.evidence.models import Document, Page
from dueregard.records.redaction.models import Mark, PublicCopy
from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.marks import MarkKind, rectangle_within, words_under
from dueregard.rules.redaction.reasons import reason_of
from dueregard.rules.redaction.same_words import pieces

MOST_MARKS = 2_000
LONGEST_PHRASE = 300
# Of a page whose size nobody knows; the copier covers what lies on the picture.
UNKNOWN_SIZE = 100_000.0
Box = tuple[float, float, float, float]


class CopyInTheWorks(Exception):
    """A copy is being made, or waits for a second person; put it aside first."""


class NoOriginal(Exception):
    """The document is itself a copy for the public."""


class TooManyMarks(Exception):
    """More marks than one copy may have."""


class NothingToMark(ValueError):
    """The words hold no letter and no digit, or the stretch has no length."""


def mark_areas(
    *, page: Page, boxes: Sequence[Box], reason: str, words: Sequence[Word], is_only_here: bool, by: Person,
    now: datetime,
) -> list[Mark]:  # fmt: skip
    """Mark rectangles of a page, in points as it is shown. `words` are those of the page with their places.

    Raises: NothingMarked, NoSuchReason, CopyInTheWorks, NoOriginal, TooManyMarks
    """
    width, height = page.width or UNKNOWN_SIZE, page.height or UNKNOWN_SIZE
    made = []
    for left, top, right, bottom in boxes:
        box = rectangle_within(left=left, top=top, right=right, bottom=bottom, width=width, height=height)
        made.append(
            Mark(
                document=page.document, kind=MarkKind.AREA, page=page.number, left=box[0], top=box[1], right=box[2],
                bottom=box[3], words=words_under(*box, words)[:1000], is_only_here=is_only_here,
            )
        )  # fmt: skip
    return set_marks(page.document, made, reason=reason, by=by, now=now)


def mark_words(
    *, document: Document, phrases: Sequence[str], reason: str, page: int | None = None, by: Person, now: datetime
) -> list[Mark]:  # fmt: skip
    """Mark every place where words stand, in the document or on one page.

    Raises: NothingToMark, NoSuchReason, CopyInTheWorks, NoOriginal, TooManyMarks
    """
    said = list(dict.fromkeys(" ".join(phrase.split())[:LONGEST_PHRASE] for phrase in phrases))
    if not said or not all(pieces(phrase) for phrase in said):
        raise NothingToMark
    known = set(document.marks.filter(kind=MarkKind.WORDS, page=page).values_list("words", flat=True))
    made = [
        # Words marked on one page may stand on others; that is what marking one page says.
        Mark(document=document, kind=MarkKind.WORDS, page=page, words=phrase, is_only_here=page is not None)
        for phrase in said
        if phrase not in known
    ]
    return set_marks(document, made, reason=reason, by=by, now=now)


def mark_span(
    *, document: Document, start_ms: int, end_ms: int, words: str, reason: str, by: Person, now: datetime
) -> Mark:  # fmt: skip
    """Mark a stretch of a recording, in milliseconds from its start.

    Raises: NothingToMark, NoSuchReason, CopyInTheWorks, NoOriginal, TooManyMarks
    """
    if not 0 <= start_ms < end_ms:
        raise NothingToMark
    mark = Mark(document=document, kind=MarkKind.SPAN, start_ms=start_ms, end_ms=end_ms, words=words[:1000])
    return set_marks(document, [mark], reason=reason, by=by, now=now)[0]


def remove_mark(*, mark: Mark, by: Person, now: datetime) -> None:
    """Take a mark away again. Raises: CopyInTheWorks"""
    with transaction.atomic():
        document = hold_original(mark.document)
        told = {"kind": mark.kind, "reason": mark.reason, "page": mark.page}
        mark.delete()
        record_act(by=by, did="remove_mark", on=document, at=now, details=told)


def set_marks(document: Document, made: list[Mark], *, reason: str, by: Person, now: datetime) -> list[Mark]:
    """Write marks that were made. Raises: NoSuchReason, CopyInTheWorks, NoOriginal, TooManyMarks"""
    reason_of(reason)
    with transaction.atomic():
        document = hold_original(document)
        if document.marks.count() + len(made) > MOST_MARKS:
            raise TooManyMarks
        for mark in made:
            mark.document, mark.reason, mark.by, mark.at = document, reason, by, now
            mark.save()
        if made:
            told = {"count": len(made), "kind": str(made[0].kind), "reason": reason}
            record_act(by=by, did="set_marks", on=document, at=now, details=told)
    return made


def hold_original(document: Document) -> Document:
    """Return the document, held so that no copy is begun meanwhile. Raises: CopyInTheWorks, NoOriginal"""
    held = Document.objects.select_for_update().get(pk=document.pk)
    if held.copy_of_id is not None:
        raise NoOriginal
    if held.public_copies.filter(state__in=PublicCopy.OPEN).exists():
        raise CopyInTheWorks
    return held
