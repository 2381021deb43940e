"""Reads PowerPoint files: each slide is a page, with its notes below its text.

That notes and hidden slides are not for everybody's eyes is told by `rules/hidden_data`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dueregard.records.evidence.gateways.readers.embedded import files_inside, pictures_inside
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.package import BROKEN, Package, attribute, local
from dueregard.records.evidence.gateways.reading import Expected, Item
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason, TextSource
from dueregard.rules.text.readable_text import clean

_SHOW = "ppt/presentation.xml"
_NOTES_FRAMES = {"sldImg", "sldNum", "dt", "hdr", "ftr"}


def read(file: Opened) -> Iterator[Item]:
    """Yield a page for each slide in the order of the show, then its large pictures, then the files inside it."""
    package = Package(file.stream, expansion=file.options.limits.expansion)
    try:
        slides = _in_order(package)
    except BROKEN as fault:
        raise CouldNotRead(Reason.DAMAGED, f"slides: {type(fault).__name__}") from fault
    if not slides:
        raise CouldNotRead(Reason.EMPTY, "no slides")
    yield Expected(len(slides), file.kind.value)
    for number, slide in enumerate(slides, start=1):
        if number >= file.from_page:
            yield _page(package, slide, number)
    yield from pictures_inside(package, "ppt/media/", len(slides), file)
    yield from files_inside(package, file)


def _in_order(package: Package) -> list[str]:
    related = package.related(_SHOW)
    order = [related.get(attribute(slide, "id"), "") for slide in _slide_marks(package.tree(_SHOW))]
    return [name for name in order if name in package] or package.matching(r"ppt/slides/slide\d+\.xml")


def _slide_marks(show: etree._Element) -> Iterator[etree._Element]:
    """Yield the entries of the slide list; each bears its own number and, in another namespace, its link."""
    for entry in show.iter("{*}sldId"):
        link = next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")
        entry.attrib.clear()
        entry.set("id", link)
        yield entry


def _page(package: Package, slide: str, number: int) -> ReadPage:
    try:
        tree = package.tree(slide)
        related = package.related(slide).values()
        parts = [_text(tree)]
        parts += [
            _text(package.tree(name)) for name in related if name.startswith(("ppt/diagrams/data", "ppt/charts/chart"))
        ]
        notes = "\n".join(_notes(package.tree(name)) for name in related if name.startswith("ppt/notesSlides/")).strip()
    except BROKEN:
        return ReadPage(number, "", TextSource.NONE, label=f"slide {number}", reason=Reason.DAMAGED)
    if notes:
        parts.append(f"Notes: {notes}")
    text = clean("\n".join(part for part in parts if part)).strip()
    hidden = " (hidden slide)" if attribute(tree, "show") in {"0", "false"} else ""
    source = TextSource.TEXT if text else TextSource.NONE
    return ReadPage(number, text, source, label=f"slide {number}{hidden}")


def _notes(tree: etree._Element) -> str:
    return "\n".join(
        _text(shape)
        for shape in tree.iter("{*}sp")
        if not {attribute(mark, "type") for mark in shape.iter("{*}ph")} & _NOTES_FRAMES
    )


def _text(tree: etree._Element) -> str:
    lines: list[str] = []
    for element in tree.iter("{*}p", "{*}tr", "{*}v"):
        name = local(element)
        inside_table = any(local(above) == "tr" for above in element.iterancestors())
        if name == "tr":
            cells = [" ".join(_words(part) for part in cell.iter("{*}p")) for cell in element.iterchildren("{*}tc")]
            lines.append("\t".join(cells))
        elif name == "v":
            lines.append(element.text or "")  # a value of a chart
        elif not inside_table:
            lines.append(_words(element))
    return "\n".join(line for line in lines if line.strip())


def _words(paragraph: etree._Element) -> str:
    pieces = []
    for element in paragraph.iter("{*}t", "{*}br", "{*}tab"):
        pieces.append((element.text or "") if local(element) == "t" else "\n" if local(element) == "br" else "\t")
    return "".join(pieces)
