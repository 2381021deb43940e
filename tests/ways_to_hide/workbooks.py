"""Makes workbooks in which a name is hidden, new ones and those of before 2007."""

import io
from collections.abc import Callable, Mapping

import openpyxl
import xlwt
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.styles.colors import Color
from PIL import Image

from tests.ways_to_hide.said import AFTER, NAME, SHOWN, Colours, saved


def workbook(change: Callable[[object], None]) -> bytes:
    """Make a workbook of three columns; the name is in C2 and is changed."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Totals"
    sheet.append(["School", "Count", "Officer"])
    sheet.append([SHOWN, 12, NAME])
    sheet.append([AFTER, 7, ""])
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["C"].width = 20
    change(sheet)
    return saved(book)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def workbook_in_colours(colours: Colours, *, by: str) -> bytes:
    """Make a workbook whose cell has these colours, by itself, by a named style, or by a condition."""

    def change(sheet: object) -> None:
        cell = sheet["C2"]  # type: ignore[index]
        if by == "direct":
            cell.font, cell.fill = Font(color=colours.letters), _fill(colours.ground)
        elif by == "style":
            cell.style = NamedStyle("Gone", font=Font(color=colours.letters), fill=_fill(colours.ground))
        else:
            differently = {
                "font": Font(color=colours.letters),
                "fill": PatternFill("solid", bgColor=f"FF{colours.ground}"),
            }
            sheet.conditional_formatting.add("C2", FormulaRule(formula=["TRUE"], **differently))  # type: ignore[attr-defined]

    return workbook(change)


def workbook_by_theme(*, tint: float = 0.0) -> bytes:
    """Make a workbook whose letters and ground are the theme's white."""

    def change(sheet: object) -> None:
        white = Color(theme=0, tint=tint)
        cell = sheet["C2"]  # type: ignore[index]
        cell.font, cell.fill = Font(color=white), PatternFill("solid", fgColor=white)

    return workbook(change)


def _narrow(sheet: object) -> None:
    sheet.column_dimensions["C"].width = 0.1  # type: ignore[attr-defined]
    sheet["D2"] = "end"  # type: ignore[index]


def _low(sheet: object) -> None:
    sheet.row_dimensions[2].height = 0.75  # type: ignore[attr-defined]
    sheet["A4"] = SHOWN  # type: ignore[index]


def _no_format(sheet: object) -> None:
    sheet["C2"].number_format = ";;;"  # type: ignore[index]


def _hidden_row(sheet: object) -> None:
    sheet.append([NAME])  # type: ignore[attr-defined]
    sheet["C2"] = ""  # type: ignore[index]
    sheet.row_dimensions[4].hidden = True  # type: ignore[attr-defined]


def _hidden_column(sheet: object) -> None:
    sheet.column_dimensions["C"].hidden = True  # type: ignore[attr-defined]


def _hidden_sheet(sheet: object) -> None:
    other = sheet.parent.create_sheet("Names")  # type: ignore[attr-defined]
    other.append([NAME])
    other.sheet_state = "hidden"
    sheet["C2"] = ""  # type: ignore[index]


def _picture_over(sheet: object) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (300, 60), "black").save(picture, "PNG")
    sheet.add_image(SheetImage(picture), "C2")  # type: ignore[attr-defined]


def _print_header(sheet: object) -> None:
    sheet.oddHeader.center.text = NAME  # type: ignore[attr-defined]
    sheet["C2"] = ""  # type: ignore[index]


def _tiny_cell(sheet: object) -> None:
    sheet["C2"].font = Font(size=1)  # type: ignore[index]


WORKBOOKS: Mapping[str, Callable[[object], None]] = {
    "in a narrow column": _narrow,
    "in a low row": _low,
    "with a format that shows nothing": _no_format,
    "in a hidden row": _hidden_row,
    "in a hidden column": _hidden_column,
    "on a hidden sheet": _hidden_sheet,
    "under a picture": _picture_over,
    "above the pages in print": _print_header,
    "in tiny letters": _tiny_cell,
}


def old_workbook(letters: str, ground: str) -> bytes:
    """Make a workbook of before 2007 with the name in these colours, by their names."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Totals")
    sheet.col(0).width = 9_000
    sheet.col(1).width = 6_000
    sheet.write(0, 0, SHOWN)
    way = xlwt.easyxf(f"font: colour {letters}; pattern: pattern solid, fore_colour {ground}")
    sheet.write(1, 1, NAME, way)
    sheet.write(2, 0, AFTER)
    return saved(book)
