"""A small file that says one long text a thousand times: reading stops with a reason, and the database stays small."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db.models import Sum
from django.db.models.functions import Length

from dueregard.records.evidence.actions import read_document as reading
from dueregard.records.evidence.models import Document, Reading
from dueregard.rules.documents.much_text import ALWAYS_ALLOWED, SIGNS_A_BYTE
from dueregard.rules.documents.reading import REASONS, ReadPage, Reason, TextSource
from tests.builders_evidence import make_document
from tests.people import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SHARED = "The risk is assessed as low. " * 10_000  # said once in the file, and shown by every cell
PAGES = 3_999


def shows_it_everywhere(*arguments: object, **named: object) -> Iterator[ReadPage]:
    """Yield what the reader finds in such a workbook."""
    for number in range(1, PAGES + 1):
        yield ReadPage(number=number, text=SHARED, source=TextSource.TEXT)


def read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Document:
    """Have a file of 110 kB read that shows one text on each of its pages."""
    monkeypatch.setattr(reading, "read_in_child", shows_it_everywhere)
    document = make_document(cast.northport, content=b"x" * 110_000, reading=Reading.WAITING)
    reading.read_document(pk=document.pk, worker="tests", clock=lambda: NOW)
    return Document.objects.get(pk=document.pk)


def test_one_shared_text_does_not_fill_the_database(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(cast, monkeypatch)
    kept = document.pages.aggregate(signs=Sum(Length("text")))["signs"]
    assert 0 < kept <= max(ALWAYS_ALLOWED, SIGNS_A_BYTE * document.size)
    assert document.pages.count() < PAGES
    assert document.reason == Reason.EXPANDS
    assert REASONS[Reason.EXPANDS]


def test_what_an_earlier_attempt_wrote_counts_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(cast, monkeypatch)
    before = document.pages.count()
    Document.objects.filter(pk=document.pk).update(reading=Reading.WAITING, reason="", next_page=before + 1)
    again = [ReadPage(before + 1, SHARED, TextSource.TEXT)]
    monkeypatch.setattr(reading, "read_in_child", lambda *_, **__: (page for page in again))
    reading.read_document(pk=document.pk, worker="tests", clock=lambda: NOW)
    assert document.pages.count() == before
