"""What a workbook of before 2007 (XLS) hides: sheets, rows, columns, notes, names, summary caches, who wrote it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import olefile
import xlrd

from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing

_ENOUGH = 8


def hidden_in_old_workbook(content: bytes) -> Iterator[HiddenThing]:
    """Yield what the workbook hides."""
    yield from _beside(content)
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    for number, sheet in enumerate(book.sheets(), start=1):
        yield from _of_sheet(sheet, f"sheet {number}, “{sheet.name}”")
    named = [one.name for one in book.name_obj_list if not one.builtin]
    if named:
        yield thing("named_range", "the workbook’s names", count=len(named), sample=", ".join(named[:_ENOUGH]))
    if book.user_name and book.user_name.strip():
        yield thing("author", "who saved the workbook last", sample=book.user_name)


def _of_sheet(sheet: Any, name: str) -> Iterator[HiddenThing]:
    if sheet.visibility:
        channel = "very_hidden_sheet" if sheet.visibility == 2 else "hidden_sheet"
        said = ", ".join(_words(sheet, row) for row in range(min(sheet.nrows, _ENOUGH)))
        yield thing(channel, name, count=sheet.nrows, sample=said)
    hidden = [number for number, row in sheet.rowinfo_map.items() if is_hidden_row(row) and number < sheet.nrows]
    rows = [number for number in hidden if _words(sheet, number)]
    if rows:
        said = "; ".join(_words(sheet, number) for number in rows[:_ENOUGH])
        yield thing("hidden_rows", f"{name}, from row {rows[0] + 1}", count=len(rows), sample=said)
    columns = [at for at, column in sheet.colinfo_map.items() if is_hidden_column(column) and at < sheet.ncols]
    filled = [at for at in columns if any(str(value).strip() for value in sheet.col_values(at))]
    if filled:
        said = "; ".join(str(value) for at in filled for value in sheet.col_values(at) if str(value).strip())
        yield thing("hidden_columns", f"{name}, from column {filled[0] + 1}", count=len(filled), sample=said)
    pale = [str(cell.value) for row in sheet.get_rows() for cell in row if is_pale(sheet.book, cell) and cell.value]
    if pale:
        yield thing("pale_text", name, count=len(pale), sample=", ".join(pale[:_ENOUGH]))
    if sheet.cell_note_map:
        notes = "; ".join(note.text for note in list(sheet.cell_note_map.values())[:_ENOUGH])
        yield thing("comment", name, count=len(sheet.cell_note_map), sample=notes)


def is_hidden_row(row: Any) -> bool:
    """Tell whether a row is hidden, or has no height."""
    return bool(row.hidden) or row.height == 0


def is_hidden_column(column: Any) -> bool:
    """Tell whether a column is hidden, or has no width."""
    return bool(column.hidden) or column.width == 0


def is_pale(book: Any, cell: Any) -> bool:
    """Tell whether a cell's words have the colour of paper, or a format that shows nothing."""
    if cell.xf_index is None:
        return False
    style = book.xf_list[cell.xf_index]
    is_white = book.colour_map.get(book.font_list[style.font_index].colour_index) == (255, 255, 255)
    shows_nothing = book.format_map[style.format_key].format_str == ";;;"
    return bool(shows_nothing or (is_white and style.background.fill_pattern == 0))


def _words(sheet: Any, row: int) -> str:
    return " ".join(str(value) for value in sheet.row_values(row) if str(value).strip())


def _beside(content: bytes) -> Iterator[HiddenThing]:
    with olefile.OleFileIO(io.BytesIO(content)) as box:
        said = box.get_metadata()
        for name in ("author", "last_saved_by", "manager", "company"):
            value = getattr(said, name, None)
            if value:
                shown = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                yield thing("author", f"properties, {name.replace('_', ' ')}", sample=shown)
        streams = ["/".join(path) for path in box.listdir()]
    caches = [path for path in streams if path.startswith("_SX_DB_CUR")]
    if caches:
        yield thing("pivot_cache", "summary tables", count=len(caches))
    inside = [path for path in streams if path.startswith("MBD")]
    if inside:
        yield thing("embedded_file", inside[0], count=len(inside))
    if any(path.startswith("_VBA_PROJECT") for path in streams):
        yield thing("macro", "_VBA_PROJECT_CUR")
