"""What a plain text or a table says, as blocks: nothing in them can be hidden, so nothing needs to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dueregard.rules.documents.kinds import Kind
from dueregard.rules.text.encodings import encoding_of
from dueregard.rules.visible.blocks import MOST_WORDS, Block, Paragraph, TooMuch
from dueregard.rules.visible.rows import visible_in_rows

_HEAD = 65_536


class NotVisible(ValueError):
    """What a file of this kind shows is not known here."""


def visible(content: bytes, kind: str) -> list[Block]:
    """Return what the bytes show. Raises: NotVisible, TooMuch, and what a reader raises on a broken file"""
    ways: dict[str, Callable[[bytes], Iterator[Block]]] = {
        Kind.CSV: lambda raw: visible_in_rows(_text(raw), delimiter=_delimiter(_text(raw))),
        Kind.TSV: lambda raw: visible_in_rows(_text(raw), delimiter="\t"),
        Kind.TEXT: lambda raw: _paragraphs(_text(raw)),
        Kind.MARKDOWN: lambda raw: _paragraphs(_text(raw)),
    }
    way = ways.get(kind.partition(";")[0].strip().lower())
    if way is None:
        raise NotVisible(kind)
    return list(way(content))


def _text(raw: bytes) -> str:
    text = raw.decode(encoding_of(raw[:_HEAD]), "replace").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text.lstrip("\ufeff") if sign.isprintable() or sign in "\n\t")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _paragraphs(text: str) -> Iterator[Block]:
    if text.count(" ") > MOST_WORDS:
        raise TooMuch
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield Paragraph(paragraph.strip("\n"))
