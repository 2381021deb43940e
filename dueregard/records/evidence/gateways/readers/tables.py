"""Cuts the rows of a sheet into pages, the same every time, each with its rows in its label."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from dueregard.rules.documents.reading import ReadPage, TextSource
from dueregard.rules.text.readable_text import PAGE_CHARS, clean

# A cell longer than this is not a cell but a text; what is beyond is on the next page of the same row.
_CELL_CHARS = 100_000
Row = tuple[int, list[str]]


def pages_of_rows(name: str, rows: Iterable[Row], first: int) -> Iterator[ReadPage]:
    """Yield pages of whole rows (their number, their cells), numbered from `first`. A sheet without words is a page."""
    page: list[str] = []
    length = from_row = last_row = 0
    for number, cells in rows:
        line = "\t".join(cells).rstrip()
        if not line:
            continue
        if page and length + len(line) > PAGE_CHARS:
            yield _page(first, name, page, from_row, last_row)
            first, page, length = first + 1, [], 0
        from_row = from_row if page else number
        last_row = number
        page.append(line)
        length += len(line) + 1
    yield _page(first, name, page, from_row, last_row)


def _page(number: int, name: str, lines: list[str], first: int, last: int) -> ReadPage:
    rows = f"rows {first} to {last}" if last > first else f"row {first}" if last else "empty"
    label = f"{name}, {rows}" if name else rows
    text = clean("\n".join(lines))
    return ReadPage(number, text, TextSource.TEXT if text else TextSource.NONE, label=label[:200])


def shown(value: object) -> str:
    """Return a cell as a person would write it: dates the international way, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    return " ".join(str(value)[:_CELL_CHARS].split())
