"""The cells of a workbook that a reader sees: no hidden sheet, row, column or pale cell, and values as they are shown.

Formulas are left out; their last value stands. Charts and pictures are not taken over.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
import xlrd

from dueregard.rules.hidden_data.old_workbooks import is_hidden_column, is_hidden_row, is_pale
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local
from dueregard.rules.visible.blocks import MOST_CELLS, Block, Heading, Paragraph, Table, TooMuch
from dueregard.rules.visible.open_texts import hidden_families, words_shown

MOST_REPEATS = 1_000  # of an empty row or cell that says it stands there again and again


def visible_in_workbook(content: bytes) -> Iterator[Block]:
    """Yield the visible sheets of an XLSX. Raises: TooMuch, and what openpyxl raises"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    cells = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        yield Heading(sheet.title)
        hidden = _hidden_columns(sheet)
        rows = []
        for row in sheet.iter_rows():
            if not row or sheet.row_dimensions[row[0].row].hidden or sheet.row_dimensions[row[0].row].height == 0:
                continue
            rows.append(tuple(_shown(cell) for cell in row if cell.column not in hidden))
            cells += len(rows[-1])
            if cells > MOST_CELLS:
                raise TooMuch
        yield Table(trimmed(rows))


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for letter, column in sheet.column_dimensions.items():
        if column.hidden or column.width == 0:
            first = column.min or openpyxl.utils.column_index_from_string(letter)
            found |= set(range(first, min(column.max or first, 16_384) + 1))
    return found


def _shown(cell: Any) -> str:
    if cell.value is None or _is_pale(cell):
        return ""
    return shown_value(cell.value, cell.number_format or "")


def _is_pale(cell: Any) -> bool:
    colour, fill = cell.font.color, cell.fill
    white = colour is not None and ((isinstance(colour.rgb, str) and colour.rgb[-6:] == "FFFFFF") or colour.theme == 0)
    return cell.number_format == ";;;" or (white and (fill is None or fill.patternType in {None, "none"}))


def shown_value(value: Any, number_format: str = "") -> str:
    """Return a value as a reader of Britain sees it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float) and number_format.endswith("%"):
        return f"{value * 100:.6g}%"
    if isinstance(value, float):
        return f"{value:.15g}"
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in str(value))


def trimmed(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows without empty ones at the end, and without columns that are empty in all."""
    while rows and not any(rows[-1]):
        rows = rows[:-1]
    width = max((len(row) for row in rows), default=0)
    full = [row + ("",) * (width - len(row)) for row in rows]
    kept = [column for column in range(width) if any(row[column] for row in full)]
    return tuple(tuple(row[column] for column in kept) for row in full)


def visible_in_old_workbook(content: bytes) -> Iterator[Block]:
    """Yield the visible sheets of an XLS. Raises: TooMuch, and what xlrd raises"""
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    cells = 0
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        yield Heading(sheet.name)
        columns = [
            at for at in range(sheet.ncols) if not (at in sheet.colinfo_map and is_hidden_column(sheet.colinfo_map[at]))
        ]
        rows = []
        for number in range(sheet.nrows):
            if number in sheet.rowinfo_map and is_hidden_row(sheet.rowinfo_map[number]):
                continue
            rows.append(tuple(_old_value(book, sheet.cell(number, column)) for column in columns))
            cells += len(columns)
            if cells > MOST_CELLS:
                raise TooMuch
        yield Table(trimmed(rows))


def _old_value(book: Any, cell: Any) -> str:
    if is_pale(book, cell):
        return ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        return shown_value(xlrd.xldate_as_datetime(cell.value, book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown_value(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str if cell.xf_index is not None else ""
    return shown_value(cell.value, form)


def visible_in_open_sheets(package: Package) -> Iterator[Block]:
    """Yield the visible sheets of an ODS. Raises: TooMuch"""
    tree = package.tree("content.xml")
    hidden = hidden_families(tree, package.tree("styles.xml"))
    cells = 0
    for sheet in every(tree, "table"):
        if attribute(sheet, "style-name") in hidden:
            continue
        yield Heading(attribute(sheet, "name"))
        unseen = _unseen_columns(sheet)
        rows = []
        for row in every(sheet, "table-row"):
            if attribute(row, "visibility") in {"collapse", "filter"}:
                continue
            shown = _open_row(row, unseen)
            rows += [shown] * (_repeats(row, "number-rows-repeated") if any(shown) else 1)
            cells += len(shown)
            if cells > MOST_CELLS:
                raise TooMuch
        yield Table(trimmed(rows))


def _open_row(row: Element, unseen: set[int]) -> tuple[str, ...]:
    shown: list[str] = []
    at = 0
    for cell in row:
        if local(cell) not in {"table-cell", "covered-table-cell"}:
            continue
        said = "\n".join(words_shown(part) for part in cell if local(part) == "p")
        for _ in range(_repeats(cell, "number-columns-repeated")):
            if at not in unseen:
                shown.append(said)
            at += 1
    return tuple(shown)


def _unseen_columns(sheet: Element) -> set[int]:
    unseen: set[int] = set()
    at = 0
    for column in every(sheet, "table-column"):
        repeats = _repeats(column, "number-columns-repeated")
        if attribute(column, "visibility") in {"collapse", "filter"}:
            unseen |= set(range(at, at + repeats))
        at += repeats
    return unseen


def _repeats(element: Element, name: str) -> int:
    said = attribute(element, name)
    return min(int(said), MOST_REPEATS) if said.isascii() and said.isdigit() and len(said) < 9 else 1


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
