"""Reads Word files: text in its order, tables as lines, pages where Word last broke them; then pictures, files inside.

Deleted, moved and hidden text is not on a page: `rules/hidden_data` finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dueregard.records.evidence.gateways.readers.embedded import files_inside, pictures_inside
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.package import BROKEN, Package, attribute, forget, local
from dueregard.records.evidence.gateways.reading import Item
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason, TextSource
from dueregard.rules.text.readable_text import pages_of_text

_BLOCKS = {"p", "tbl", "sdt", "customXml"}
_FRAMES = {"body", "hdr", "ftr", "footnote", "endnote", "sdtContent"}
_UNSEEN = {"del", "moveFrom", "Fallback", "pPr", "sectPr", "instrText", "delText"}
_BESIDE = r"word/(?:header|footer)\d*\.xml|word/(?:footnotes|endnotes)\.xml"


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of a Word file, then its pictures as pages, then the files inside it."""
    package = Package(file.stream, expansion=file.options.limits.expansion)
    main = _main_part(package)
    number = 0
    try:
        for number, text in enumerate(pages_of_text(_paragraphs(package, main)), start=1):
            yield ReadPage(number, text, TextSource.TEXT)
    except BROKEN as fault:
        raise CouldNotRead(Reason.DAMAGED, f"document: {type(fault).__name__}") from fault
    for text in pages_of_text(_beside(package)):
        number += 1
        yield ReadPage(number, text, TextSource.TEXT, label="headers, footers and notes")
    for page in pictures_inside(package, "word/media/", number, file):
        number = page.number
        yield page
    yield from files_inside(package, file)
    if not number:
        raise CouldNotRead(Reason.EMPTY, "no text")


def _main_part(package: Package) -> str:
    """Return the name of the part with the text: what the package says, else the usual one. Raises: CouldNotRead"""
    if "word/document.xml" in package:
        return "word/document.xml"
    others = package.matching(r"word/document\d*\.xml")
    if not others:
        raise CouldNotRead(Reason.DAMAGED, "no main part")
    return others[0]


def _paragraphs(package: Package, part: str) -> Iterator[str]:
    for element in package.elements(part, *_BLOCKS):
        parent = element.getparent()
        if parent is None or local(parent) not in _FRAMES or _is_inside_a_block(parent):
            continue
        yield from _block(element)
        forget(element)


def _is_inside_a_block(frame: etree._Element) -> bool:
    """Content of a control is read with its control, so that it is read once."""
    return local(frame) == "sdtContent"


def _block(element: etree._Element) -> Iterator[str]:
    if local(element) == "p":
        yield _text(element)
    elif local(element) == "tbl":
        for row in element.iter("{*}tr"):
            cells = [_text(cell).strip() for cell in row.iterchildren("{*}tc", "{*}sdt")]
            yield "\t".join(cell.replace("\n", " ") for cell in cells)
    else:
        for child in element.iter("{*}sdtContent", "{*}customXml"):
            for block in child:
                if local(block) in {"p", "tbl"}:
                    yield from _block(block)


def _text(element: etree._Element) -> str:
    """Return what a reader sees of an element; a form feed at its beginning where a page begins in it."""
    pieces: list[str] = []
    _collect(element, pieces)
    text = "".join(pieces)
    return "\f" + text.replace("\f", "") if "\f" in text else text


def _collect(element: etree._Element, pieces: list[str]) -> None:
    for child in element:
        name = local(child)
        if name in _UNSEEN or (name == "r" and _is_hidden(child)):
            if name == "pPr" and _breaks_before(child):
                pieces.append("\f")
        elif name == "t":
            pieces.append(child.text or "")
        elif name in {"tab", "ptab"}:
            pieces.append("\t")
        elif name in {"br", "cr"}:
            pieces.append("\f" if attribute(child, "type") == "page" else "\n")
        elif name == "lastRenderedPageBreak":
            pieces.append("\f")
        elif name in {"noBreakHyphen", "softHyphen"}:
            pieces.append("-" if name == "noBreakHyphen" else "")
        else:
            _collect(child, pieces)
            if name == "p" and pieces:
                pieces.append("\n")


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find("{*}rPr/{*}vanish")
    return mark is not None and attribute(mark, "val") not in {"0", "false", "off"}


def _breaks_before(properties: etree._Element) -> bool:
    mark = properties.find("{*}pageBreakBefore")
    return mark is not None and attribute(mark, "val") not in {"0", "false", "off"}


def _beside(package: Package) -> Iterator[str]:
    """Yield headers, footers, footnotes and endnotes: each text once, since every section repeats them."""
    seen = {""}
    for part in package.matching(_BESIDE):
        try:
            for text in _paragraphs(package, part):
                if text.strip() not in seen:
                    seen.add(text.strip())
                    yield text
        except BROKEN:  # the text itself has been read; a broken footer takes nothing from it
            continue
