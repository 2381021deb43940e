"""Writes a motion or letter as an OpenDocument text (version 1.3), from a template of our own: real headings and lists.

The styles are in `blank/opendocument/styles.xml`. Nothing but the text says who made the file, or when.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dueregard.parts.letters.gateways.zipped import xml, zipped
from dueregard.rules.letters.document import Document
from dueregard.rules.letters.markup import Block, Heading, Items, Quotation, is_right_to_left

TYPE = "application/vnd.oasis.opendocument.text"
FOLDER = Path(__file__).parent / "blank" / "opendocument"
COUNTRY = "GB"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<office:document-content xmlns:office="{_NAMES}office:1.0" xmlns:text="{_NAMES}text:1.0" '
    f'xmlns:style="{_NAMES}style:1.0" xmlns:fo="{_NAMES}xsl-fo-compatible:1.0" office:version="1.3">'
)


def as_opendocument(document: Document) -> bytes:
    """Return the bytes of an .odt file."""
    body = "".join(_block(one) for one in document.blocks)
    head = _paragraph(document.head, "Header")
    turned = "".join(_turned(name) for name in _STYLES)
    return zipped(
        {
            "mimetype": TYPE,
            "META-INF/manifest.xml": _part("manifest.xml"),
            "meta.xml": _filled("meta.xml", title=xml(document.title), language=document.language),
            "styles.xml": _filled(
                "styles.xml",
                lang=document.language.partition("-")[0],
                country=COUNTRY,
                head=head,
                page=xml(document.page_word),
            ).replace("<office:automatic-styles>", f"<office:automatic-styles>{_turned('Header')}", 1),
            "content.xml": f"{_OPENING}<office:automatic-styles>{turned}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        },
        first_unpacked="mimetype",
    )


_STYLES = ("Standard", "Heading_20_1", "Heading_20_2", "Heading_20_3", "List_20_Number", "List_20_Bullet", "Quotations")


@cache
def _part(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _filled(name: str, **values: str) -> str:
    """Return a part of the template with its values; they are XML already."""
    part = _part(name)
    for key, value in values.items():
        part = part.replace(f"@{key}@", value)
    return part


def _turned(style: str) -> str:
    """Return the style of a paragraph that runs from right to left."""
    return (
        f'<style:style style:name="{style}_turned" style:family="paragraph" style:parent-style-name="{style}">'
        '<style:paragraph-properties fo:text-align="right" style:writing-mode="rl-tb"/></style:style>'
    )


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        name = _styled(f"Heading_20_{block.level}", block.text)
        return f'<text:h text:style-name="{name}" text:outline-level="{block.level}">{_spaced(block.text)}</text:h>'
    if isinstance(block, Items):
        name, style = ("Numbers", "List_20_Number") if block.is_numbered else ("Bullets", "List_20_Bullet")
        items = "".join(f"<text:list-item>{_paragraph(item, style)}</text:list-item>" for item in block.items)
        return f'<text:list text:style-name="{name}">{items}</text:list>'
    return _paragraph("\n".join(block.lines), "Quotations" if isinstance(block, Quotation) else "Standard")


def _paragraph(text: str, style: str) -> str:
    lines = "<text:line-break/>".join(_spaced(line) for line in text.split("\n"))
    return f'<text:p text:style-name="{_styled(style, text)}">{lines}</text:p>'


def _styled(style: str, text: str) -> str:
    return f"{style}_turned" if is_right_to_left(text) else style


def _spaced(line: str) -> str:
    """Return a line whose tabs and further spaces are elements: OpenDocument takes several spaces for one."""
    return xml(" ".join(line.expandtabs(4).split()))
