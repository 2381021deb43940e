"""Reads OpenDocument files: texts as paragraphs, sheets as rows, slides as pages with their notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dueregard.records.evidence.gateways.readers.embedded import pictures_inside
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.package import BROKEN, Package, attribute, forget, local
from dueregard.records.evidence.gateways.readers.tables import Row, pages_of_rows
from dueregard.records.evidence.gateways.reading import Item
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason, TextSource
from dueregard.rules.text.readable_text import clean, pages_of_text

_CONTENT = "content.xml"
_UNSEEN = {"tracked-changes", "annotation", "annotation-end", "bookmark", "forms", "sequence-decls"}
_MOST_REPEATED = 1_000


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of an OpenDocument file, then its large pictures as pages."""
    package = Package(file.stream, expansion=file.options.limits.expansion)
    number = 0
    try:
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise CouldNotRead(Reason.PASSWORD)
        readers = {Kind.ODS: _sheets, Kind.ODP: _slides}
        for page in readers.get(file.kind, _text_pages)(package):
            number = page.number
            yield page
    except BROKEN as fault:
        raise CouldNotRead(Reason.DAMAGED, f"content: {type(fault).__name__}") from fault
    for page in pictures_inside(package, "Pictures/", number, file):
        number = page.number
        yield page
    if not number:
        raise CouldNotRead(Reason.EMPTY, "no text")


def _text_pages(package: Package) -> Iterator[ReadPage]:
    for number, text in enumerate(pages_of_text(_paragraphs(package)), start=1):
        yield ReadPage(number, text, TextSource.TEXT)


def _paragraphs(package: Package) -> Iterator[str]:
    for element in package.elements(_CONTENT, "p", "h", "table"):
        above = {local(one) for one in element.iterancestors()}
        if above & (_UNSEEN | {"p", "h", "table"}):
            continue
        if local(element) == "table":
            for _, cells in _rows(element):
                yield "\t".join(cells)
        else:
            yield ("\f" if element.find(".//{*}soft-page-break") is not None else "") + _words(element)
        forget(element)


def _sheets(package: Package) -> Iterator[ReadPage]:
    hidden = _hidden_styles(package)
    number = 1
    for table in package.elements(_CONTENT, "table"):
        if any(local(one) == "table" for one in table.iterancestors()):
            continue
        name = attribute(table, "name") + (" (hidden sheet)" if attribute(table, "style-name") in hidden else "")
        for page in pages_of_rows(name, _rows(table), number):
            yield page
            number = page.number + 1
        forget(table)


def _hidden_styles(package: Package) -> set[str]:
    styles = next(package.elements(_CONTENT, "automatic-styles"), None)
    if styles is None:
        return set()
    return {
        attribute(style, "name")
        for style in styles.iter("{*}style")
        if any(attribute(mark, "display") == "false" for mark in style.iterchildren("{*}table-properties"))
    }


def _rows(table: etree._Element) -> Iterator[Row]:
    number = 1
    for row in table.iter("{*}table-row"):
        times = _times(row, "number-rows-repeated")
        cells: list[str] = []
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            text = " ".join(_words(part) for part in cell.iterchildren("{*}p", "{*}h"))
            cells += [text] * (min(_times(cell, "number-columns-repeated"), _MOST_REPEATED) if text else 1)
        if any(cells):
            for again in range(min(times, _MOST_REPEATED)):
                yield number + again, cells
        number += times


def _times(element: etree._Element, name: str) -> int:
    said = attribute(element, name)
    return max(1, int(said)) if said.isdigit() else 1


def _slides(package: Package) -> Iterator[ReadPage]:
    for number, page in enumerate(package.elements(_CONTENT, "page"), start=1):
        lines: list[str] = []
        notes: list[str] = []
        for paragraph in page.iter("{*}p", "{*}h"):
            above = {local(one) for one in paragraph.iterancestors()}
            if not above & _UNSEEN:
                (notes if "notes" in above else lines).append(_words(paragraph))
        spoken = "\n".join(line for line in notes if line.strip())
        text = clean("\n".join([*lines, f"Notes: {spoken}" if spoken else ""])).strip()
        yield ReadPage(number, text, TextSource.TEXT if text else TextSource.NONE, label=f"slide {number}")
        forget(page)


def _words(element: etree._Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "s":
            pieces.append(" " * min(_times(child, "c"), 100))
        elif name in {"tab", "line-break"}:
            pieces.append("\t" if name == "tab" else "\n")
        elif name and name not in _UNSEEN:
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
