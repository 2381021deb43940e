"""Reads a file from its drawing: the pages as they can be seen, and what the file holds that they do not show.

What can be seen is decided in `rules/visible`. The file itself is asked for its words and for the files inside it.
"""

from __future__ import annotations

import ctypes
import mmap
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

import pypdfium2 as pdfium
from pypdfium2 import raw

from dueregard.records.evidence.gateways.readers import letters
from dueregard.records.evidence.gateways.readers.drawing import drawn, is_empty
from dueregard.records.evidence.gateways.readers.embedded import files_inside
from dueregard.records.evidence.gateways.readers.ocr import page_of_picture
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.package import Package
from dueregard.records.evidence.gateways.reading import Expected, FoundChild, Item, ShownTables
from dueregard.rules.documents.drawn_kinds import WORKBOOKS
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.pdf_words import PageText
from dueregard.rules.documents.reading import CouldNotRead, HiddenThing, ReadPage, Reason, TextSource, Word
from dueregard.rules.hidden_data.channels import thing
from dueregard.rules.visible.blocks import TooMuch
from dueregard.rules.visible.held import held_in
from dueregard.rules.visible.ink import SeenPage, seen_on
from dueregard.rules.visible.not_shown import NotShown, not_shown
from dueregard.rules.visible.tables import Sheet, as_json, laid_out, seen_tables

_PACKAGES = {Kind.DOCX, Kind.XLSX, Kind.PPTX}
_LEAST_PICTURE = 0.08  # of a page: a smaller picture is a logo
_A_SAMPLE = 180  # signs: as many as are kept of one finding
_MOST_SAMPLES = 40
Box = tuple[float, float, float, float]


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of the drawing, then what is in the file beside them."""
    assert file.drawing is not None
    document = _opened(file.drawing)
    count = len(document)
    yield Expected(count, file.media_type)
    has_sheets = file.as_shown is not None and file.kind in WORKBOOKS
    names = _names(document) if has_sheets else {}
    shown, drawn_words, sheets = [], [], []
    blank: list[ReadPage] = []  # kept back until a page has something: a file of blank pages is told from a read one
    is_all_blank = file.from_page == 1
    for number in range(1, count + 1):
        page = document[number - 1]
        seen = _seen(page)
        shown.append(seen.text)
        drawn_words.append(" ".join(one.word.text for one in seen.unseen))
        if number >= file.from_page:
            read_page = _page(page, number, seen, file, names.get(number, ""))
            is_blank = not read_page.text and is_empty(page)
            is_all_blank = is_all_blank and is_blank
            if has_sheets:
                sheets.append(read_page)
            elif is_blank:
                blank.append(read_page)
            else:
                yield from (*blank, read_page)
                blank.clear()
        if file.options.looks_for_hidden:
            yield from _unseen(seen, number)
        page.close()
    as_shown = file.as_shown.read() if file.as_shown else b""
    tables = _tables(as_shown, shown) if has_sheets else None
    if not is_all_blank:
        yield from (*blank, *(_as_table(one, tables or (), names) for one in sheets))
    yield from _files(file)
    if file.options.looks_for_hidden:
        yield from _not_shown(file, as_shown, [*shown, *drawn_words])
    if is_all_blank:
        raise CouldNotRead(Reason.EMPTY, "its pages are blank")
    if tables is not None:
        yield ShownTables(as_json(tables))


def _opened(stream: BinaryIO) -> pdfium.PdfDocument:
    content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_COPY)
    try:
        return pdfium.PdfDocument((ctypes.c_ubyte * len(content)).from_buffer(content))
    except pdfium.PdfiumError as fault:
        raise CouldNotRead(Reason.CRASHED, "the drawing cannot be opened") from fault


def _names(document: pdfium.PdfDocument) -> dict[int, str]:
    """Return the name of the sheet that each page belongs to, as far as the drawing tells."""
    starts: dict[int, str] = {}
    for mark in document.get_toc(max_depth=1):
        place = mark.get_dest()
        index = place.get_index() if place else None
        if index is not None:
            starts[index + 1] = mark.get_title()
    found, name = {}, ""
    for number in range(1, len(document) + 1):
        name = starts.get(number, name)
        found[number] = name
    return found


def _seen(page: pdfium.PdfPage) -> SeenPage:
    text = PageText(page)
    try:
        return seen_on(page, text, text.placed())
    finally:
        text.close()


def _page(page: pdfium.PdfPage, number: int, seen: SeenPage, file: Opened, label: str) -> ReadPage:
    width, height = page.get_size()
    text, words, reason = seen.text, list(seen.words), None
    source = TextSource.TEXT if text else TextSource.NONE
    pictures = _pictures(page) if file.options.recognises_words else []
    if pictures:
        more, reason = _words_in(pictures, page, number, words, file)
        words += more
        text = "\n".join(filter(None, [text, " ".join(word.text for word in more)]))
        source = TextSource.OCR if more else source
    return ReadPage(
        number, text, source, label=label[:200], width=width, height=height, words=tuple(words), reason=reason
    )


def _pictures(page: pdfium.PdfPage) -> list[Box]:
    """Return where larger pictures lie, as left, top, right, bottom."""
    width, height = page.get_size()
    found = []
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = one.get_bounds()
        if (right - left) * (top - bottom) >= _LEAST_PICTURE * width * height:
            found.append((left, height - top, right, height - bottom))
    return found


def _words_in(
    pictures: Sequence[Box], page: Any, number: int, known: Sequence[Word], file: Opened
) -> tuple[list[Word], Reason | None]:
    """Return the words recognised on pictures, beside those that are known already."""
    try:
        picture, dpi = drawn(page, file.options.limits)
    except CouldNotRead as refusal:
        return [], refusal.reason
    read_page = page_of_picture(number, picture, dpi, file)
    if read_page.source is not TextSource.OCR:
        return [], read_page.reason
    found = [
        word
        for word in read_page.words
        if any(_is_in(word, box) for box in pictures)
        and not any(_is_in(word, (one.left, one.top, one.right, one.bottom)) for one in known)
    ]
    return found, read_page.reason


def _is_in(word: Word, box: Box) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _unseen(seen: SeenPage, number: int) -> Iterator[HiddenThing]:
    if not seen.is_judged:
        yield thing("not_judged", f"page {number}", page=number)
    found: dict[str, list[str]] = defaultdict(list)
    for one in seen.unseen:
        found[one.channel].append(one.word.text)
    for channel, words in found.items():
        yield from _listed(channel, f"page {number}", " ".join(words), len(words), page=number)


def _not_shown(file: Opened, as_shown: bytes, shown: Sequence[str]) -> Iterator[HiddenThing]:
    file.stream.seek(0)
    try:
        held = held_in(file.stream.read(), file.kind, as_shown=as_shown)
    except MemoryError:
        raise
    except Exception as fault:  # a reader that a stranger's file breaks must not hide that it broke
        yield thing("not_judged", f"the words of the file: they could not be read ({type(fault).__name__})")
        return
    for one in not_shown(held, shown):
        yield from _of_place(one)


def _of_place(one: NotShown) -> Iterator[HiddenThing]:
    yield from _listed("unseen_words", one.where, one.words, one.count)


def _listed(channel: str, where: str, words: str, count: int, page: int | None = None) -> Iterator[HiddenThing]:
    """Yield findings of which each shows a part of the words, so that all can be read."""
    parts: list[str] = [""]
    for word in words.split():
        if len(parts[-1]) + len(word) >= _A_SAMPLE:
            parts.append("")
        parts[-1] += f" {word}"
    for number, part in enumerate(parts[:_MOST_SAMPLES], start=1):
        there = where if number == 1 else f"{where}, part {number}"
        yield thing(channel, there, count=count if number == 1 else 1, sample=part, page=page)
    if len(parts) > _MOST_SAMPLES:
        yield thing(channel, f"{where}, and much more", count=len(parts) - _MOST_SAMPLES, page=page)


def _tables(as_shown: bytes, shown: Sequence[str]) -> tuple[Sheet, ...] | None:
    try:
        return seen_tables(as_shown, shown)
    except TooMuch:
        return None


def _as_table(page: ReadPage, tables: Sequence[Sheet], names: dict[int, str]) -> ReadPage:
    """Lay the text of a sheet out in its rows and cells, where all of the sheet is on this page."""
    mine = [sheet for sheet in tables if sheet.name == page.label]
    if len(mine) != 1 or list(names.values()).count(page.label) != 1:
        return page
    text, words = laid_out(mine[0].rows, page.words)
    return replace(page, text=text, words=words) if text else page


def _files(file: Opened) -> Iterator[FoundChild]:
    file.stream.seek(0)
    if file.kind in _PACKAGES:
        yield from files_inside(Package(file.stream, expansion=file.options.limits.expansion), file)
    elif file.kind == Kind.EML:
        yield from letters.attachments(file)
