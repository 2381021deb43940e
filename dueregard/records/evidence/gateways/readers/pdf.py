"""Reads the pages of a PDF with PDFium: text, the places of its words as the page is shown, its size.

Which words there are is told by `rules/documents/pdf_words`, which text is of use by `rules/documents/usable_text`.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from dueregard.records.evidence.gateways.readers.drawing import drawn, is_empty
from dueregard.records.evidence.gateways.readers.ocr import page_of_picture
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.reading import Expected, FoundChild, Item
from dueregard.rules.documents.pdf_drawing import opened, settled
from dueregard.rules.documents.pdf_words import PageText, PlacedWords, joined
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason, TextSource, Word
from dueregard.rules.documents.usable_text import FEW_SIGNS, is_usable, says_the_same, signs
from dueregard.rules.hidden_data.pdf_pages import hidden_on_page

_LOCKED = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of a PDF, from the one that was asked for."""
    document, was_mended = _opened(file)
    count = len(document)
    if not count:
        raise CouldNotRead(Reason.EMPTY, "no pages")
    yield Expected(count, file.kind.value)
    for number in range(file.from_page, count + 1):
        yield from _page(document, number, file)
    yield from _attachments(document, file)
    if was_mended:  # what could not be found again nobody can tell
        raise CouldNotRead(Reason.DAMAGED, "mended before it was read")


def _attachments(document: pdfium.PdfDocument, file: Opened) -> Iterator[FoundChild]:
    for index in range(document.count_attachments()):
        try:
            attachment = document.get_attachment(index)
            name, content = attachment.get_name(), bytes(attachment.get_data())
        except (pdfium.PdfiumError, ValueError):  # named in the file, but not there
            continue
        yield file.take_out(name, "attached to the PDF", io.BytesIO(content))


def _opened(file: Opened) -> tuple[pdfium.PdfDocument, bool]:
    """Return the document, and whether it first had to be mended. Raises: CouldNotRead"""
    content = (ctypes.c_ubyte * file.size).from_buffer(file.content)
    try:
        return opened(content), False
    except pdfium.PdfiumError as fault:
        if raw.FPDF_GetLastError() in _LOCKED:
            raise CouldNotRead(Reason.PASSWORD) from fault
    try:
        return opened(_mended(file)), True
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError) as fault:
        raise CouldNotRead(Reason.DAMAGED, "no PDF can be made of it") from fault


def _mended(file: Opened) -> bytes:
    """Return the document written anew from the objects that can still be found in it."""
    made = io.BytesIO()
    file.stream.seek(0)
    with pikepdf.open(file.stream, attempt_recovery=True) as pdf:
        pdf.save(made)
    return made.getvalue()


def _page(document: pdfium.PdfDocument, number: int, file: Opened) -> Iterator[ReadPage]:
    """Yield the page; then, while it is open, look at what it hides."""
    try:
        page = settled(document, number)
    except pdfium.PdfiumError:
        yield ReadPage(number, "", TextSource.NONE, reason=Reason.DAMAGED)
        return
    places = file.options.places_words or file.options.looks_for_hidden
    text = PageText(page, is_placed=places)
    try:
        plain = text.written() if places else text.plain()
        placed = text.placed() if places else PlacedWords(joined(plain))
        yield _read(page, number, file, placed, _Own(plain, text.unmapped))
        if file.options.looks_for_hidden:
            with suppress(Exception):  # the look into the whole file comes to this page again, and says what broke
                file.looked_at[number] = list(hidden_on_page(page, text, placed, number))
    finally:
        text.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _Own:
    """A page's own text as the file gives it, before it is cleaned, and how much of it its fonts do not name."""

    text: str
    unmapped: float


def _read(page: pdfium.PdfPage, number: int, file: Opened, placed: PlacedWords, own: _Own) -> ReadPage:
    width, height = page.get_size()
    text, words = placed.text, tuple(placed.words) if file.options.places_words else ()
    share = _picture_share(page) if signs(text) < FEW_SIGNS else 0.0
    if text and is_usable(own.text, picture_share=share, unmapped=own.unmapped):
        return ReadPage(number, text, TextSource.TEXT, width=width, height=height, words=words)
    return _recognised(page, number, file, text, words)


def _recognised(page: pdfium.PdfPage, number: int, file: Opened, text: str, words: tuple[Word, ...]) -> ReadPage:
    """Read a page from its picture; what text it carries stands when there is nothing to recognise, or no way to."""
    width, height = page.get_size()
    written = ReadPage(
        number, text, TextSource.TEXT if text else TextSource.NONE, width=width, height=height, words=words
    )
    if not file.options.recognises_words or is_empty(page):
        return written
    try:
        picture, dpi = drawn(page, file.options.limits)
    except CouldNotRead as refusal:
        return replace(written, reason=refusal.reason)
    read = page_of_picture(number, picture, dpi, file)
    if read.source is not TextSource.OCR:
        return replace(written, reason=read.reason)
    if says_the_same(text, read.text):
        return written
    return replace(read, width=width, height=height)


def _picture_share(page: pdfium.PdfPage) -> float:
    """Return how much of a page its largest picture covers, from 0 to 1."""
    width, height = page.get_size()
    largest = 0.0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(min(1.0, largest / max(1.0, width * height)))
