"""Writes down what a reader finds, as it comes: pages, hidden data, files inside. Safe to be killed between any two.

What is found twice is written once: a page has its number, a file inside its hash and place, a hidden thing its where.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.db.models.functions import Length

from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.actions.claim_document import keep_claim
from dueregard.records.evidence.actions.receive_document import Giving, receive_document
from dueregard.records.evidence.gateways.reading import FoundChild, Item, ShownTables
from dueregard.records.evidence.models import Document, HiddenData, Page, Provenance
from dueregard.rules.documents.files_inside import why_not_taken_out
from dueregard.rules.documents.much_text import too_much_text
from dueregard.rules.documents.page_words import words_to_bytes
from dueregard.rules.documents.reading import CouldNotRead, HiddenThing, ReadPage, Reason

MOST_AT_ONCE = 50  # pages in one transaction
EVERY = 0.25  # seconds: a page that took longer is written as soon as it is there
MOST_HIDDEN = 2_000
PAGE_FIELDS = [
    "label", "text", "source", "confidence", "width", "height", "start_ms", "end_ms", "words", "reason", "read_at",
]  # fmt: skip


@dataclass
class ReadingWriter:
    """What one attempt has found and not yet written, and what it could not take out."""

    document: Document
    clock: Callable[[], datetime]
    pages: list[Page] = field(default_factory=list)
    brought_pages: bool = False
    taken: tuple[int, int] | None = None  # files and bytes that were taken out of the outermost file so far
    left_inside: dict[Reason, int] = field(default_factory=dict)
    written_at: datetime | None = None
    signs: int | None = None  # of text in the pages so far

    def take(self, item: Item) -> None:
        """Take one thing that the reader found. Raises: LostClaim, CouldNotRead"""
        if isinstance(item, ReadPage):
            self._count(item)
            self.pages.append(_row(self.document, item, self.clock()))
            if self._is_time():
                self.write_pages()
        elif isinstance(item, FoundChild):
            self.write_pages()
            self._take_out(item)
        elif isinstance(item, HiddenThing):
            self._note_hidden(item)
        elif isinstance(item, ShownTables):
            kept = store.put(item.content.encode())
            keep_claim(document=self.document, now=self.clock(), tables=kept)
        else:
            self.document.pages_expected = item.pages
            told = {"pages_expected": item.pages, "media_type": item.media_type[:120]}
            keep_claim(document=self.document, now=self.clock(), **told)

    def _count(self, page: ReadPage) -> None:
        """Stop before the page with which the document would hold too much text. Raises: CouldNotRead"""
        if self.signs is None:  # what earlier attempts wrote counts, too
            earlier = self.document.pages.filter(number__lt=self.document.next_page)
            self.signs = earlier.aggregate(signs=Sum(Length("text")))["signs"] or 0
        self.signs += len(page.text)
        if why := too_much_text(signs=self.signs, size=self.document.size):
            raise CouldNotRead(why)

    def write_pages(self) -> None:
        """Write the pages that wait, with the renewed claim, in one transaction. Raises: LostClaim

        What brings pages is not what breaks: attempts count those that bring nothing.
        """
        now = self.clock()
        self.written_at = now
        if not self.pages:
            return
        with transaction.atomic():
            keep_claim(document=self.document, now=now, next_page=self.pages[-1].number + 1, attempts=1)
            Page.objects.bulk_create(
                self.pages, update_conflicts=True, unique_fields=["document", "number"], update_fields=PAGE_FIELDS
            )
            keep_claim(document=self.document, now=now, pages_read=self.document.pages.count())
        self.document.attempts, self.document.next_page = 1, self.pages[-1].number + 1
        self.brought_pages = True
        self.pages = []

    def _is_time(self) -> bool:
        last = self.written_at
        return last is None or len(self.pages) >= MOST_AT_ONCE or (self.clock() - last).total_seconds() >= EVERY

    def _take_out(self, child: FoundChild) -> None:
        document, now = self.document, self.clock()
        files, total = self.taken or _taken_out_of(document.root or document)
        size = child.path.stat().st_size
        why = why_not_taken_out(depth=document.depth + 1, files=files, size=size, total=total)
        if why is not None:
            self.left_inside[why] = self.left_inside.get(why, 0) + 1
            return
        _, is_new = receive_document(
            group=document.group,
            kept=store.put_file(child.path),
            name=child.name,
            body=document.body,
            giving=Giving(
                kind=Provenance.Kind.INSIDE,
                key=hashlib.sha256(f"{document.pk}\n{child.place}\n{child.name}".encode()).hexdigest(),
                at=document.received_at,
                says=f"Inside “{document.name}”",
                path=document.get_absolute_url(),
                parent=document,
                place=child.place,
            ),
            by=None,
            now=now,
        )
        self.taken = (files + is_new, total + size * is_new)
        keep_claim(document=document, now=now)

    def _note_hidden(self, thing: HiddenThing) -> None:
        known = HiddenData.objects.filter(document=self.document)
        if known.filter(channel=thing.channel, where=thing.where[:300], page=thing.page).exists():
            return
        last = known.aggregate(last=Max("position"))["last"] or 0
        if last < MOST_HIDDEN:
            HiddenData.objects.create(
                document=self.document,
                position=last + 1,
                channel=thing.channel[:40],
                where=thing.where[:300],
                count=thing.count,
                sample=thing.sample[:200],
                page=thing.page,
            )


def _taken_out_of(root: Document) -> tuple[int, int]:
    inside = root.inside.aggregate(files=Count("pk"), size=Sum("size"))
    return inside["files"], inside["size"] or 0


def _row(document: Document, page: ReadPage, now: datetime) -> Page:
    """Make the row of a page. Where its words stand is kept in the store, under the hash that the row names."""
    words = store.put(words_to_bytes(page.words)) if page.words else ""
    return Page(
        document=document,
        number=page.number,
        label=page.label[:200],
        text=page.text,
        source=page.source.value,
        confidence=page.confidence,
        width=page.width,
        height=page.height,
        start_ms=page.start_ms,
        end_ms=page.end_ms,
        words=words,
        reason=page.reason.value if page.reason else "",
        read_at=now,
    )
