"""The table of a CSV or TSV, which has nothing to hide in: what stands in it is what is seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dueregard.rules.visible.blocks import MOST_CELLS, Block, Paragraph, Table, TooMuch
from dueregard.rules.visible.tables import trimmed


def visible_in_rows(text: str, *, delimiter: str) -> Iterator[Block]:
    """Yield the table of a CSV or TSV. Raises: TooMuch"""
    rows = []
    cells = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        rows.append(tuple(row))
        cells += len(row)
        if cells > MOST_CELLS:
            raise TooMuch
    yield Table(trimmed(rows)) if rows else Paragraph("")
