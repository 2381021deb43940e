"""Reads web pages and rich text: the words that are shown, without scripts, styles and hidden elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html
from striprtf.striprtf import rtf_to_text

from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.package import local
from dueregard.records.evidence.gateways.readers.plain import pages
from dueregard.records.evidence.gateways.reading import Item
from dueregard.rules.documents.reading import CouldNotRead, Reason
from dueregard.rules.text.encodings import encoding_of
from dueregard.rules.text.rich_text import without_idle_stars

# A web page or a letter in rich text beyond this is a machine's.
_MOST_BYTES = 100_000_000
_UNSEEN = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg"}
_BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
    "header", "footer", "blockquote", "pre", "hr", "dt", "dd", "figure", "figcaption", "title", "caption", "main",
    "nav", "form",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_SPACE = re.compile(r"[ \t\r\n]+")


def read_html(file: Opened) -> Iterator[Item]:
    """Yield the pages of a web page."""
    yield from pages(text_of_html(_bytes_of(file)).split("\n"))


def text_of_html(content: bytes) -> str:
    """Return the words that a web page shows, a line for each block. Raises: CouldNotRead"""
    said = _CHARSET.search(content[:4096])
    encoding = encoding_of(content[:65536])
    if said and not encoding.startswith("utf-16"):
        encoding = said.group(1).decode("ascii")
    try:
        text = content.decode(encoding, "replace")
    except LookupError:
        text = content.decode(encoding_of(content[:65536]), "replace")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"), count=1).replace("\0", "")
    if not text.strip():
        return ""
    try:
        tree = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise CouldNotRead(Reason.DAMAGED, f"web page: {type(fault).__name__}") from fault
    lines: list[str] = [""]
    title = tree.find(".//title")
    if title is not None and title.text:
        lines = [_SPACE.sub(" ", title.text).strip(), ""]
    _collect(tree, lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines))


def _collect(tree: etree._Element, lines: list[str]) -> None:
    """Walk without recursion: a page may nest its elements as deep as it likes."""
    unseen: etree._Element | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = local(element)
        if unseen is None and event == "start" and (name in _UNSEEN or _HIDDEN.search(element.get("style", ""))):
            unseen = element
        if unseen is None and event == "start":
            if name in _BLOCKS:
                lines.append("")
            elif name in {"td", "th"}:
                lines[-1] += "\t"
            _add(lines, element.text)
        if event == "start":
            continue
        if unseen is element:
            unseen = None
        if unseen is None:
            if name in _BLOCKS and name != "br" and lines[-1]:
                lines.append("")
            if element is not tree:
                _add(lines, element.tail)


def _add(lines: list[str], text: str | None) -> None:
    if text:
        lines[-1] += _SPACE.sub(" ", text)


def read_rtf(file: Opened) -> Iterator[Item]:
    """Yield the pages of a text in RTF."""
    yield from pages(text_of_rtf(_bytes_of(file)).split("\n"))


def text_of_rtf(content: bytes) -> str:
    """Return the words of a text in RTF. Raises: CouldNotRead"""
    page = _CODE_PAGE.search(content[:1024])
    encoding = f"cp{page.group(1).decode()}" if page else "cp1252"
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "cp1252"
    start = max(0, content[:1024].find(b"{\\rtf"))
    try:
        text = without_idle_stars(content[start:].decode("latin-1"))
        return str(rtf_to_text(text, encoding=encoding, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, OverflowError) as fault:
        raise CouldNotRead(Reason.DAMAGED, f"rich text: {type(fault).__name__}") from fault


def _bytes_of(file: Opened) -> bytes:
    if file.size > _MOST_BYTES:
        raise CouldNotRead(Reason.TOO_LARGE, f"{file.size} bytes of markup")
    return file.stream.read()
