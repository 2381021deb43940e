"""Reads the pages of a PDF with PDFium: text, the places of its words as the page is shown, its size.

Which text is of use is decided by `rules/usable_text`; what lies beside the pages is found by others.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from dueregard.records.evidence.gateways.readers.drawing import drawn, is_empty
from dueregard.records.evidence.gateways.readers.ocr import page_of_picture
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.reading import Expected, FoundChild, Item
from dueregard.rules.document_reading import CouldNotRead, ReadPage, Reason, TextSource, Word
from dueregard.rules.readable_text import clean
from dueregard.rules.usable_text import FEW_SIGNS, is_usable, signs

_WORD = re.compile(r"\S+")
_SPACE = " \t\xa0"
# Where PDFium joins a word that a line has broken, it leaves one of these.
_JOINT = re.compile("[\x02\ufffe\xad]")
_LOCKED = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of a PDF, from the one that was asked for."""
    document, was_mended = _opened(file)
    count = len(document)
    if not count:
        raise CouldNotRead(Reason.EMPTY, "no pages")
    yield Expected(count, file.kind.value)
    for number in range(file.from_page, count + 1):
        yield _page(document, number, file)
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
        return pdfium.PdfDocument(content), False
    except pdfium.PdfiumError as fault:
        if raw.FPDF_GetLastError() in _LOCKED:
            raise CouldNotRead(Reason.PASSWORD) from fault
    try:
        return pdfium.PdfDocument(_mended(file)), True
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError) as fault:
        raise CouldNotRead(Reason.DAMAGED, "no PDF can be made of it") from fault


def _mended(file: Opened) -> bytes:
    """Return the document written anew from the objects that can still be found in it."""
    made = io.BytesIO()
    file.stream.seek(0)
    with pikepdf.open(file.stream, attempt_recovery=True) as pdf:
        pdf.save(made)
    return made.getvalue()


def _page(document: pdfium.PdfDocument, number: int, file: Opened) -> ReadPage:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return ReadPage(number, "", TextSource.NONE, reason=Reason.DAMAGED)
    try:
        width, height = page.get_size()
        text, words = written_text(page, places=file.options.places_words)
        if is_usable(text, picture_share=_picture_share(page) if signs(text) < FEW_SIGNS else 0.0):
            return ReadPage(number, text, TextSource.TEXT, width=width, height=height, words=words)
        return _recognised(page, number, file, text, words)
    finally:
        page.close()


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
    return replace(read, width=width, height=height)


def _picture_share(page: pdfium.PdfPage) -> float:
    """Return how much of a page its largest picture covers, from 0 to 1."""
    width, height = page.get_size()
    largest = 0.0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(min(1.0, largest / max(1.0, width * height)))


def written_text(page: pdfium.PdfPage, *, places: bool = True) -> tuple[str, tuple[Word, ...]]:
    """Return the page's own text, and its words where they stand. Joined, the words are the text without its space."""
    textpage = page.get_textpage()
    try:
        if not places:
            return _joined(textpage.get_text_bounded()), ()
        written = _all_text(textpage.raw)
        return _words_of(written, textpage.raw, _Place.of(page)) if written else ("", ())
    finally:
        textpage.close()


def _all_text(textpage: Any) -> str:
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    return bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")


def _joined(written: str) -> str:
    """Return the text with broken words made whole, and without space around the ends of its lines."""
    lines = clean(_JOINT.sub("", written)).split("\n")
    return "\n".join([line.rstrip(_SPACE).lstrip(" \t") for line in lines]).strip()


def _words_of(written: str, textpage: Any, place: _Place) -> tuple[str, tuple[Word, ...]]:
    """Return the text and its words. This runs for every word of every page: hence the plain way for plain words."""
    words: list[Word] = []
    gone: list[tuple[int, int]] = []
    box = place.box
    for found in _WORD.finditer(written):
        word = found.group()
        start = found.start()
        for part in (word,) if word.isascii() and word.isprintable() else _JOINT.split(word):
            text = part if part.isascii() and part.isprintable() else clean(part)
            where = box(textpage, start, len(part)) if text else None
            if where is not None:
                words.append(Word(text, *where))
            elif text:
                gone.append((start, start + len(part)))
            start += len(part) + 1
    for start, end in reversed(gone):  # what stands beyond the edge of the page
        written = written[:start] + written[end:]
    return _joined(written), tuple(words)


@dataclass(slots=True)
class _Place:
    """Turns places in a page's own space into places on the page as it is shown: cropped, turned, from the top left."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]
    sides: ctypes.Array[ctypes.c_double]  # where PDFium writes left, top, right, bottom
    references: tuple[Any, ...]

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> _Place:
        width, height = page.get_size()
        origin, right, up = (_shown(page, width, height, *point) for point in ((0, 0), (_FAR, 0), (0, _FAR)))
        matrix = (
            (right[0] - origin[0]) / _FAR, (up[0] - origin[0]) / _FAR, origin[0],
            (right[1] - origin[1]) / _FAR, (up[1] - origin[1]) / _FAR, origin[1],
        )  # fmt: skip
        sides = (ctypes.c_double * 4)()
        references = tuple(ctypes.byref(ctypes.c_double.from_buffer(sides, 8 * side)) for side in range(4))
        return cls(width, height, matrix, sides, references)

    def box(self, textpage: Any, start: int, length: int) -> tuple[float, float, float, float] | None:
        """Return left, top, right, bottom of some signs; nothing when they stand outside the page."""
        if _count_rects(textpage, start, length) < 1:
            return None
        _get_rect(textpage, 0, *self.references)
        x1, y1, x2, y2 = self.sides[:]
        a, b, c, d, e, f = self.matrix
        left, right = a * x1 + b * y1 + c, a * x2 + b * y2 + c
        top, bottom = d * x1 + e * y1 + f, d * x2 + e * y2 + f
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        if right <= 0 or bottom <= 0 or left >= self.width or top >= self.height:
            return None
        return left, top, right, bottom


_count_rects, _get_rect = raw.FPDFText_CountRects, raw.FPDFText_GetRect
_FAR, _FINE = 1000.0, 1000


def _shown(page: pdfium.PdfPage, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    """Ask PDFium where a point of the page's own space is shown, in points."""
    across, down = ctypes.c_int(), ctypes.c_int()
    wide, high = max(1, round(width * _FINE)), max(1, round(height * _FINE))
    raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE
