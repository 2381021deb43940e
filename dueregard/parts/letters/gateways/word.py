"""Writes a motion or letter as a Word file (ECMA-376), from a template of our own: real headings, lists and language.

The styles are in `blank/word/styles.xml`. Nothing but the text says who made the file, or when.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dueregard.parts.letters.gateways.zipped import directed, xml, zipped
from dueregard.rules.letters.document import Document
from dueregard.rules.letters.markup import Block, Heading, Items, Quotation, is_right_to_left

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FOLDER = Path(__file__).parent / "blank" / "word"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NUMBERED, BULLETS = 1, 2  # the two kinds of list in numbering.xml


def as_word(document: Document) -> bytes:
    """Return the bytes of a .docx file."""
    lists = [one for one in document.blocks if isinstance(one, Items)]
    body = "".join(_block(one, lists) for one in document.blocks)
    return zipped(
        {
            "[Content_Types].xml": _part("content_types.xml"),
            "_rels/.rels": _part("rels.xml"),
            "docProps/core.xml": _filled("core.xml", title=xml(document.title), language=document.language),
            "word/document.xml": f"{_HEAD}<w:document {_W} {_R}><w:body>{body}{_part('section.xml')}</w:body>"
            "</w:document>",
            "word/styles.xml": _filled("styles.xml", language=document.language),
            "word/numbering.xml": _filled("numbering.xml", lists=_lists(lists)),
            "word/settings.xml": _filled("settings.xml", language=document.language),
            "word/header1.xml": f"{_HEAD}<w:hdr {_W}>{_paragraph(document.head, 'Header')}</w:hdr>",
            "word/footer1.xml": _filled("footer.xml", page=xml(document.page_word)),
            "word/_rels/document.xml.rels": _part("document_rels.xml"),
        }
    )


@cache
def _part(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _filled(name: str, **values: str) -> str:
    """Return a part of the template with its values; they are XML already."""
    part = _part(name)
    for key, value in values.items():
        part = part.replace(f"@{key}@", value)
    return part


def _lists(lists: list[Items]) -> str:
    """Return one instance for each list, so that each begins at 1."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    return "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{NUMBERED if one.is_numbered else BULLETS}"/>{again}</w:num>'
        for at, one in enumerate(lists, start=1)
    )


def _block(block: Block, lists: list[Items]) -> str:
    if isinstance(block, Heading):
        return _paragraph(block.text, f"Heading{block.level}")
    if isinstance(block, Items):
        at = next(number for number, one in enumerate(lists, start=1) if one is block)
        style = "ListNumber" if block.is_numbered else "ListBullet"
        inside = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{at}"/></w:numPr>'
        return "".join(_paragraph(item, style, inside) for item in block.items)
    return _paragraph("\n".join(block.lines), "Quote" if isinstance(block, Quotation) else "Normal")


def _paragraph(text: str, style: str, inside: str = "") -> str:
    turned = "<w:bidi/>" if is_right_to_left(text) else ""
    runs = "<w:r><w:br/></w:r>".join(_runs(line) for line in text.split("\n"))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{inside}{turned}</w:pPr>{runs}</w:p>'


def _runs(line: str) -> str:
    return "".join(
        f'<w:r>{"<w:rPr><w:rtl/></w:rPr>" if is_turned else ""}<w:t xml:space="preserve">{xml(words)}</w:t></w:r>'
        for words, is_turned in directed(line)
    )
