"""Reads workbooks of Excel, new and old: each sheet as pages of rows, with the values that Excel last showed.

Hidden sheets are read too and say so in their labels; hidden rows and columns are found by `rules/hidden_data`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import openpyxl
import xlrd
from openpyxl.utils.exceptions import InvalidFileException

from dueregard.records.evidence.gateways.readers.embedded import files_inside, pictures_inside
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.package import BROKEN, Package
from dueregard.records.evidence.gateways.readers.tables import Row, pages_of_rows, shown
from dueregard.records.evidence.gateways.reading import Item
from dueregard.rules.documents.reading import CouldNotRead, Reason

_FAULTS = (*BROKEN, InvalidFileException, AssertionError, ZeroDivisionError)


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of a workbook, its pictures, and the files inside it."""
    package = Package(file.stream, expansion=file.options.limits.expansion)
    for name in package.parts:  # openpyxl unpacks parts by itself: none of them may be a bomb
        package.opened(name).close()
    number = 1
    try:
        book = openpyxl.load_workbook(file.stream, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            label = sheet.title if sheet.sheet_state == "visible" else f"{sheet.title} (hidden sheet)"
            for page in pages_of_rows(label, _rows(sheet), number):
                yield page
                number = page.number + 1
    except _FAULTS as fault:
        raise CouldNotRead(Reason.DAMAGED, f"workbook: {type(fault).__name__}") from fault
    yield from pictures_inside(package, "xl/media/", number - 1, file)
    yield from files_inside(package, file)


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a sheet says of its own size is not to be relied on
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, [shown(cell) for cell in cells]


def read_old(file: Opened) -> Iterator[Item]:
    """Yield the pages of a workbook of before 2007."""
    number = 1
    try:
        book = xlrd.open_workbook(file_contents=file.stream.read(), on_demand=True)
        for index in range(book.nsheets):
            sheet = book.sheet_by_index(index)
            label = f"{sheet.name} (hidden sheet)" if sheet.visibility else sheet.name
            for page in pages_of_rows(label, _old_rows(book, sheet), number):
                yield page
                number = page.number + 1
            book.unload_sheet(index)
    except xlrd.XLRDError as fault:
        is_locked = "encrypted" in str(fault).lower()
        raise CouldNotRead(Reason.PASSWORD if is_locked else Reason.DAMAGED, "old workbook") from fault
    except (*_FAULTS, RecursionError) as fault:
        raise CouldNotRead(Reason.DAMAGED, f"old workbook: {type(fault).__name__}") from fault


def _old_rows(book: Any, sheet: Any) -> Iterator[Row]:
    for number in range(sheet.nrows):
        cells = zip(sheet.row_types(number), sheet.row_values(number), strict=True)
        yield number + 1, [_old_cell(kind, value, book.datemode) for kind, value in cells]


def _old_cell(kind: int, value: Any, datemode: int) -> str:
    if kind == xlrd.XL_CELL_DATE:
        try:
            return shown(dt.datetime(*xlrd.xldate_as_tuple(value, datemode)))  # noqa: DTZ001 (a sheet has no zone)
        except (xlrd.xldate.XLDateError, ValueError):
            return shown(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(value))
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#ERROR"))
    return shown(value)
