"""Reads a list of addresses as people paste or save it: which body, which address, where it was found, and when.

Whether a body is in the register, and whether an address may be added, is for `records/bodies`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.rules.register.table_writing import encoding_of_all, separator_of
from dueregard.rules.text.csv_cells import words_of_cell

MOST = 150  # rows at once: a person reads each on one page, and a form may hold a thousand fields
_LONGEST_CELL = 100_000  # characters
_HEADINGS = {
    "body": ("body", "public body", "authority", "code", "name"),  # the first of these that the table has
    "address": ("address", "e-mail", "email", "e-mail address", "email address", "request email"),
    "source": ("source", "where found", "found at", "where it was found"),
    "checked_on": ("looked up on", "checked on", "date"),
}


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One row of the list, as it was typed."""

    line: int
    body: str
    address: str
    source: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True)
class AddressList:
    """The rows that have an address, and how many lines have none yet."""

    rows: tuple[AddressRow, ...]
    without: int


class NotAList(Exception):
    """Nothing can be read from it; says why, in a sentence."""


def text_of(data: bytes) -> str:
    """Return the words of a saved list, however it is encoded."""
    return data.decode(encoding_of_all([data]), errors="replace")


def read_list(text: str) -> AddressList:
    """Return the rows of a list with commas, semicolons or tabs, with or without headings. Raises: NotAList"""
    text = text.removeprefix("\ufeff").replace("\x00", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(first), skipinitialspace=True)
    rows: list[AddressRow] = []
    places: dict[str, int] | None = None
    without, is_first = 0, True
    try:
        for typed in reader:
            if any(len(cell) > _LONGEST_CELL for cell in typed):  # the module's own limit is the whole process's
                raise NotAList(f"Line {reader.line_num} cannot be read: a cell of it is far too long.")
            cells = [" ".join(words_of_cell(cell).split()) for cell in typed]
            if not any(cells):
                continue
            if is_first:
                places = _places(cells)
            if not (is_first and places):
                row = _by_heading(reader.line_num, cells, places) if places else _as_it_comes(reader.line_num, cells)
                rows += [row] if row.address else []
                without += not row.address
            is_first = False
    except csv.Error as wrong:
        raise NotAList(f"We cannot read this as a table: {wrong}.") from wrong
    if not rows:
        raise NotAList(
            "No line has an address. Write one line for each body: its name, its address, and where you found it."
        )
    if len(rows) > MOST:
        raise NotAList(f"There are {len(rows)} addresses. Import at most {MOST} at a time, so that you can read each.")
    return AddressList(tuple(rows), without)


def _places(cells: Sequence[str]) -> dict[str, int] | None:
    """Return which column is what, if the first line names them."""
    names = [cell.casefold() for cell in cells]
    found = {
        what: next((names.index(word) for word in words if word in names), -1) for what, words in _HEADINGS.items()
    }
    return found if found["body"] >= 0 and found["address"] >= 0 else None


def _by_heading(line: int, cells: Sequence[str], places: dict[str, int]) -> AddressRow:
    said = {what: cells[place] if 0 <= place < len(cells) else "" for what, place in places.items()}
    return AddressRow(line, said["body"], tidy_address(said["address"]), said["source"], said["checked_on"])


def _as_it_comes(line: int, cells: Sequence[str]) -> AddressRow:
    """The address is the first cell that looks like one; what is before it names the body, commas and all."""
    looks = (place for place, cell in enumerate(cells) if place and ("@" in cell or "://" in cell))
    place = next(looks, 1)
    body = ", ".join(cell for cell in cells[:place] if cell)
    address, source, checked_on, *_ = [*cells[place:], "", "", ""]
    return AddressRow(line, body, tidy_address(address), source, checked_on)


def tidy_address(address: str) -> str:
    """Return an address without what mail programs put around it."""
    address = address.strip().strip("<>;,").removesuffix(".")
    return address[7:] if address.casefold().startswith("mailto:") else address
