"""Reads a table of answers about bodies as people save it: commas, semicolons or tabs, any encoding, a mark or none.

Whether a body is in the register, and whether an answer may be given, is for `records/findings`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from dueregard.rules.register.table_writing import encoding_of_all, separator_of
from dueregard.rules.text.csv_cells import words_of_cell

MOST = 500  # rows at once, so that a person can read what becomes of each
_HEADINGS = {
    "body": ("body", "public body", "authority", "code", "name"),  # the first of these that the table has
    "answer": ("answer", "value"),
    "url": ("address", "url", "link", "web page", "source"),
    "read_on": ("read on", "seen on", "checked on", "date"),
    "meeting": ("meeting", "committee"),
    "met_on": ("met on", "meeting date"),
    "item": ("item", "minute"),
    "true_on": ("true on", "as of"),
    "note": ("note", "notes"),
}
HEADS = tuple(words[0].capitalize() for words in _HEADINGS.values())


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row, as it was typed; `line` is where it stands in the table, from 1."""

    line: int
    body: str
    answer: str
    url: str = ""
    read_on: str = ""
    meeting: str = ""
    met_on: str = ""
    item: str = ""
    true_on: str = ""
    note: str = ""


class NotATable(ValueError):
    """Nothing can be read from it; says why, in a sentence."""


def text_of(data: bytes) -> str:
    """Return the words of a saved table, however it is encoded."""
    return data.decode(encoding_of_all([data]), errors="replace")


def read_answers(text: str) -> list[AnswerRow]:
    """Return the rows of a table whose first line names its columns. Raises: NotATable"""
    text = text.removeprefix("\ufeff").replace("\x00", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(first), skipinitialspace=True)
    rows: list[AnswerRow] = []
    places: dict[str, int] | None = None
    try:
        for typed in reader:
            cells = [" ".join(words_of_cell(cell).split()) for cell in typed]
            if not any(cells):
                continue
            if places is None:
                places = _places(cells)
            else:
                said = {what: cells[at] for what, at in places.items() if at < len(cells)}
                rows.append(AnswerRow(reader.line_num, **{"body": "", "answer": "", **said}))
    except csv.Error as wrong:
        raise NotATable(f"We cannot read this as a table: {wrong}.") from wrong
    if not rows:
        raise NotATable("The table has no rows. Below the line of headings, write one line for each body.")
    if len(rows) > MOST:
        raise NotATable(
            f"The table has {len(rows):,} rows. Import at most {MOST} at a time, so that you can read each."
        )
    return rows


def write_answers(rows: Iterable[AnswerRow]) -> str:
    """Return rows as a table that `read_answers` reads to the same rows, but for their lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS)
    for row in rows:
        writer.writerow([getattr(row, one.name) for one in fields(AnswerRow)[1:]])
    return out.getvalue()


def _places(cells: Sequence[str]) -> dict[str, int]:
    names = [cell.casefold() for cell in cells]
    found = {
        what: place
        for what, words in _HEADINGS.items()
        if (place := next((names.index(word) for word in words if word in names), None)) is not None
    }
    missing = [_HEADINGS[what][0].capitalize() for what in ("body", "answer") if what not in found]
    if missing:
        raise NotATable(
            f"The first line must name the columns, and “{'” and “'.join(missing)}” "
            f"{'is' if len(missing) == 1 else 'are'} missing. Columns we know: {', '.join(HEADS)}."
        )
    return found
