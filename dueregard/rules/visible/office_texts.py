"""The words of a Word file or of slides that a reader sees: no comment, no change, no note, nothing hidden or pale."""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local, words
from dueregard.rules.hidden_data.slides import is_off_slide, is_shown, slide_parts, slide_size
from dueregard.rules.hidden_data.texts import hidden_styles, is_hidden_run, is_pale_run
from dueregard.rules.visible.blocks import LEFT_OUT_PICTURE, Block, Heading, Paragraph, Table

_GONE = {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sectPr", "txbxContent", "comment"}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PICTURES = ("drawing", "pict", "object")


def visible_in_letter(package: Package) -> Iterator[Block]:
    """Yield what a DOCX shows: what stands above its pages, its paragraphs and tables, its notes, what stands below."""
    hidden = hidden_styles(package.tree("word/styles.xml"))
    for start in ("word/header", "word/document", "word/footnotes", "word/endnotes", "word/footer"):
        for part in package.names(start, ".xml"):
            tree = package.tree(part)
            body = next(every(tree, "body"), None) if start == "word/document" else tree
            if body is not None:
                yield from _blocks(body, hidden)


def _blocks(parent: Element, hidden: set[str]) -> Iterator[Block]:
    for part in parent:
        name = local(part)
        if name in _GONE:
            continue
        if name == "tbl":
            rows = (tuple(_cell(cell, hidden) for cell in every(row, "tc")) for row in every(part, "tr"))
            yield Table(tuple(rows))
        elif name == "p":
            said = _said(part, hidden)
            if said.strip():
                yield Paragraph(said)
            for box in every(part, "txbxContent"):
                if not any(local(above) == "Fallback" for above in box.iterancestors()):
                    yield from _blocks(box, hidden)
            if next(every(part, *_PICTURES), None) is not None:
                yield Paragraph(LEFT_OUT_PICTURE)
        else:
            yield from _blocks(part, hidden)


def _cell(cell: Element, hidden: set[str]) -> str:
    return "\n".join(said for paragraph in every(cell, "p") if (said := _said(paragraph, hidden)).strip())


def _said(parent: Element, hidden: set[str]) -> str:
    pieces: list[str] = []
    for part in parent:
        name = local(part)
        if name in _GONE:
            continue
        if name == "r" and (is_hidden_run(part, hidden) or is_pale_run(part)):
            continue
        if name == "t":
            pieces.append(part.text or "")
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name not in _PICTURES:
            pieces.append(_said(part, hidden))
    return "".join(pieces)


def visible_in_slides(package: Package) -> Iterator[Block]:
    """Yield the slides of a PPTX that are shown, and on each what lies on the slide."""
    size = slide_size(package)
    for number, part in enumerate(slide_parts(package), start=1):
        tree = package.tree(part)
        if not is_shown(tree):
            continue
        yield Heading(f"Slide {number}")
        for shape in every(tree, "sp", "graphicFrame", "pic"):
            settings = next(every(shape, "cNvPr"), None)
            if is_off_slide(shape, size) or (settings is not None and attribute(settings, "hidden") in {"1", "true"}):
                continue
            if local(shape) == "pic":
                yield Paragraph(LEFT_OUT_PICTURE)
                continue
            rows = tuple(tuple(words(cell) for cell in every(row, "tc")) for row in every(shape, "tr"))
            if rows:
                yield Table(rows)
                continue
            for paragraph in every(shape, "p"):
                said = "".join(piece.text or "" for piece in every(paragraph, "t"))
                if said.strip():
                    yield Paragraph(said)
