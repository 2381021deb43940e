"""Reads plain text and comma-separated tables in whatever encoding they come, as pages of about a printed one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.tables import Row, pages_of_rows
from dueregard.records.evidence.gateways.reading import Item
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason, TextSource
from dueregard.rules.text.encodings import encoding_of
from dueregard.rules.text.readable_text import pages_of_text

_SAMPLE = 1 << 16
# A file of one endless line is read in pieces of this many signs.
_PIECE = 100_000


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of a text."""
    yield from pages(lines_of(file))


def read_table(file: Opened) -> Iterator[Item]:
    """Yield the rows of a table as pages, their cells set apart by tabs."""
    lines = list(_few(lines_of(file)))
    delimiter = (
        "\t" if file.kind == Kind.TSV else max(",;\t|", key=lambda sign: sum(line.count(sign) for line in lines))
    )
    csv.field_size_limit(_PIECE * 10)
    file.stream.seek(0)
    yield from pages_of_rows("", _rows(lines_of(file), delimiter), 1)


def lines_of(file: Opened) -> Iterator[str]:
    """Yield the lines of a text, without reading all of it at once."""
    encoding = encoding_of(file.stream.read(_SAMPLE))
    file.stream.seek(0)
    text = io.TextIOWrapper(file.stream, encoding=encoding, errors="replace")
    try:
        while line := text.readline(_PIECE):
            yield line.rstrip("\r\n")
    finally:
        text.detach()


def pages(paragraphs: Iterable[str]) -> Iterator[ReadPage]:
    """Number pages of text. Raises: CouldNotRead when there is no text at all"""
    number = 0
    for number, text in enumerate(pages_of_text(iter(paragraphs)), start=1):
        yield ReadPage(number, text, TextSource.TEXT)
    if not number:
        raise CouldNotRead(Reason.EMPTY, "no text")


def _few(lines: Iterator[str]) -> Iterator[str]:
    for _, line in zip(range(20), lines, strict=False):
        yield line


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    table = csv.reader((line.replace("\0", "") + "\n" for line in lines), delimiter=delimiter)
    try:
        for row in table:
            yield table.line_num, [" ".join(cell.split()) for cell in row]
    except csv.Error as fault:
        raise CouldNotRead(Reason.DAMAGED, "table") from fault
