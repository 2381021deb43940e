"""Reads plain text in whatever encoding it comes, as pages of about the length of a printed one."""

from __future__ import annotations

import io
from collections.abc import Iterator

from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.reading import Item
from dueregard.rules.document_reading import CouldNotRead, ReadPage, Reason, TextSource
from dueregard.rules.readable_text import pages_of_text
from dueregard.rules.text_encodings import encoding_of

_SAMPLE = 1 << 16
# A file of one endless line is read in pieces of this many signs.
_PIECE = 100_000


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of a text."""
    yield from pages(lines_of(file))


def lines_of(file: Opened) -> Iterator[str]:
    """Yield the lines of a text, without reading all of it at once."""
    encoding = encoding_of(file.stream.read(_SAMPLE))
    file.stream.seek(0)
    text = io.TextIOWrapper(file.stream, encoding=encoding, errors="replace")
    while line := text.readline(_PIECE):
        yield line.rstrip("\r\n")


def pages(paragraphs: Iterator[str]) -> Iterator[ReadPage]:
    """Number pages of text. Raises: CouldNotRead when there is no text at all"""
    number = 0
    for number, text in enumerate(pages_of_text(paragraphs), start=1):
        yield ReadPage(number, text, TextSource.TEXT)
    if not number:
        raise CouldNotRead(Reason.EMPTY, "no text")
