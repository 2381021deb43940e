"""The cells of a workbook that can be seen, with their values as they are shown: 12.3%, £1,234,568, fewer than 10.

They come from the workbook as the drawing engine writes it (OpenDocument), and only those stay that the drawing shows.
Where the same value stands both seen and unseen nobody can tell which cell is which: then there is no table.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dueregard.rules.documents.reading import Word
from dueregard.rules.hidden_data.packages import Element, Package, attribute, every, local
from dueregard.rules.redaction.same_words import pieces
from dueregard.rules.visible.blocks import MOST_CELLS, Block, Heading, Table, TooMuch
from dueregard.rules.visible.not_shown import words_lacking

MOST_REPEATS = 1_000  # of an empty row or cell that says it stands there again and again
_UNSEEN = {"collapse", "filter"}
_BREAKS = {"line-break": "\n", "tab": "\t", "s": " "}

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: its name and its rows."""

    name: str
    rows: Rows


def seen_tables(as_shown: bytes, shown: Sequence[str]) -> tuple[Sheet, ...] | None:
    """Return the seen cells of each visible sheet; none, where nobody can tell. `shown` is the seen text of each page.

    Raises: TooMuch
    """
    sheets = _visible_sheets(Package(as_shown).tree("content.xml"))
    pages = [pieces(text) for text in shown]
    lacking = words_lacking(_held(sheets), pages)
    if lacking:
        # A cell with a word that is seen nowhere is not seen. What it says must explain all that is lacking.
        held = _held(sheets)
        nowhere = {piece for piece, count in lacking.items() if count >= held[piece]}
        sheets = [Sheet(sheet.name, tuple(_without(row, nowhere) for row in sheet.rows)) for sheet in sheets]
        if words_lacking(_held(sheets), pages):
            return None
    return tuple(Sheet(sheet.name, trimmed(sheet.rows)) for sheet in sheets)


def _held(sheets: Sequence[Sheet]) -> Counter[str]:
    return Counter(piece for sheet in sheets for row in sheet.rows for cell in row for piece in pieces(cell))


def _without(row: tuple[str, ...], nowhere: set[str]) -> tuple[str, ...]:
    return tuple("" if nowhere.intersection(pieces(cell)) else cell for cell in row)


def _visible_sheets(tree: Element | None) -> list[Sheet]:
    gone = {
        attribute(style, "name")
        for style in every(tree, "style")
        for setting in every(style, "table-properties")
        if attribute(setting, "display") == "false"
    }
    found, cells = [], 0
    for table in every(tree, "table"):
        if local(table.getparent()) != "spreadsheet" or attribute(table, "style-name") in gone:
            continue
        unseen = _unseen_columns(table)
        rows: list[tuple[str, ...]] = []
        for row in every(table, "table-row"):
            if attribute(row, "visibility") in _UNSEEN:
                continue
            shown = _row(row, unseen)
            rows += [shown] * (_repeats(row, "number-rows-repeated") if any(shown) else 1)
            cells += len(shown)
            if cells > MOST_CELLS:
                raise TooMuch
        found.append(Sheet(attribute(table, "name"), trimmed(rows)))
    return found


def _row(row: Element, unseen: set[int]) -> tuple[str, ...]:
    shown: list[str] = []
    at = 0
    for cell in row:
        if local(cell) not in {"table-cell", "covered-table-cell"}:
            continue
        said = "\n".join(_said(part) for part in cell if local(part) == "p") if local(cell) == "table-cell" else ""
        for _ in range(_repeats(cell, "number-columns-repeated")):
            if at not in unseen:
                shown.append(said)
            at += 1
    return tuple(shown)


def _said(element: Element) -> str:
    said = [element.text or ""]
    for part in element:
        if local(part) not in {"annotation", "annotation-end"}:
            said.append(_BREAKS.get(local(part)) or _said(part))
        said.append(part.tail or "")
    return "".join(said)


def _unseen_columns(table: Element) -> set[int]:
    unseen: set[int] = set()
    at = 0
    for column in every(table, "table-column"):
        repeats = _repeats(column, "number-columns-repeated")
        if attribute(column, "visibility") in _UNSEEN:
            unseen |= set(range(at, at + repeats))
        at += repeats
    return unseen


def _repeats(element: Element, name: str) -> int:
    said = attribute(element, name)
    return min(int(said), MOST_REPEATS) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def trimmed(rows: Sequence[tuple[str, ...]]) -> Rows:
    """Return the rows without empty ones at the end, and without columns that are empty in all."""
    full_rows = list(rows)
    while full_rows and not any(full_rows[-1]):
        full_rows.pop()
    width = max((len(row) for row in full_rows), default=0)
    full = [row + ("",) * (width - len(row)) for row in full_rows]
    kept = [column for column in range(width) if any(row[column] for row in full)]
    return tuple(tuple(row[column] for column in kept) for row in full)


def laid_out(rows: Rows, words: Sequence[Word]) -> tuple[str, tuple[Word, ...]]:
    """Return the text of a sheet, a line for each row and a tab between cells, and its words in that order.

    What is seen and stands in no cell, as in a box on the sheet, comes after the rows.
    """
    text = "\n".join("\t".join(" ".join(cell.split()) for cell in row).rstrip() for row in rows)
    left: dict[str, list[Word]] = {}
    for word in words:
        left.setdefault(word.text, []).append(word)
    ordered = [left[said].pop(0) for said in text.split() if left.get(said)]
    taken = set(map(id, ordered))
    rest = [word for word in words if id(word) not in taken]
    beside = " ".join(word.text for word in rest)
    return "\n\n".join(filter(None, (text, beside))), (*ordered, *rest)


def as_json(sheets: Sequence[Sheet]) -> str:
    """Return tables as they are kept."""
    return json.dumps([[sheet.name, sheet.rows] for sheet in sheets], ensure_ascii=False, separators=(",", ":"))


def blocks_from_json(kept: bytes) -> list[Block]:
    """Return the blocks of the tables that `as_json` wrote, each under the name of its sheet."""
    blocks: list[Block] = []
    for name, rows in json.loads(kept):
        blocks += [Heading(str(name)), Table(tuple(tuple(map(str, row)) for row in rows))]
    return blocks
