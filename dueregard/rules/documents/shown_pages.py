"""How the text of a page is laid out for reading: as running text, as the rows of a sheet, or sentence by sentence.

Whatever the layout, its signs in their order are the text: a selection of them can be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dueregard.rules.documents.page_words import Placed
from dueregard.rules.documents.text_pieces import Piece

SHEETS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12", "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet-flat-xml", "text/csv", "text/tab-separated-values",
}  # fmt: skip
MOST_ROWS = 2000
MOST_CELLS = 20_000

Cell = tuple[Piece, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a recording, with the moment at which it begins."""

    start_ms: int
    pieces: tuple[Piece, ...]
    is_marked: bool


def rows_of(pieces: Iterable[Piece]) -> tuple[Row, ...] | None:
    """Return the rows and cells of a sheet: lines are rows, tabs part cells. None when it is no table worth the name.

    A cell keeps the sign that ends it, so that no sign of the text is lost.
    """
    rows: list[list[list[Piece]]] = [[[]]]
    for piece in pieces:
        for part in _parts(piece.text):
            rows[-1][-1].append(replace(piece, text=part))
            if part.endswith("\n"):
                rows.append([[]])
            elif part.endswith("\t"):
                rows[-1].append([])
    if rows[-1] == [[]]:
        rows.pop()
    widest = max((len(row) for row in rows), default=0)
    if widest < 2 or len(rows) > MOST_ROWS or widest * len(rows) > MOST_CELLS:
        return None
    return tuple(tuple(tuple(cell) for cell in [*row, *([[]] * (widest - len(row)))]) for row in rows)


def sentences_of(pieces: Sequence[Piece], placed: Sequence[Placed]) -> tuple[Sentence, ...]:
    """Return a transcript sentence by sentence. What stands before the first belongs to it, what follows one, too."""
    if not placed:
        return ()
    starts = [0, *(one.start for one in placed[1:])]
    ends = [*starts[1:], sum(len(piece.text) for piece in pieces)]
    return tuple(
        _sentence(one, _between(pieces, start, end)) for one, start, end in zip(placed, starts, ends, strict=True)
    )


def _sentence(one: Placed, pieces: tuple[Piece, ...]) -> Sentence:
    return Sentence(round(one.word.left), pieces, any(piece.is_found or piece.is_passage for piece in pieces))


def _between(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    found, at = [], 0
    for piece in pieces:
        first, last = max(start, at), min(end, at + len(piece.text))
        if first < last:
            found.append(
                replace(piece, text=piece.text[first - at : last - at], is_first=piece.is_first and first == at)
            )
        at += len(piece.text)
    return tuple(found)


def _parts(text: str) -> list[str]:
    parts, at = [], 0
    for place, sign in enumerate(text):
        if sign in "\n\t":
            parts.append(text[at : place + 1])
            at = place + 1
    return [*parts, text[at:]] if at < len(text) else parts
