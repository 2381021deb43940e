"""Finds ink on a scan where no word was recognised: a line that Tesseract passed over, a signature, a stamp.

A person looks at it before the copy can be ready; what it is, is not guessed here.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from dueregard.records.redaction.gateways.copying.drawing import Drawn
from dueregard.rules.documents.dither import softened
from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.looking import HARDLY, LINE, Place

_CELL = 2.88  # points: eight pixels of two hundred an inch; a line of print is three or four high
_INK = 45  # shades darker than the paper, on average over a cell
_JOINS = 3  # cells between two words of a line
_LOWEST, _SHORTEST = 2, 4  # cells; a ruled line is one high, specks are smaller
_AROUND = 1.5  # points around a recognised word whose ink is its own
MOST = 200  # of a page
Cell = tuple[int, int]


def unread_on(page: int, drawn: Drawn, words: Sequence[Word]) -> list[Place]:
    """Return the places of ink without words, from the top; what is covered is no ink."""
    cells = _inked(drawn, words)
    found = [_box(group) for group in _groups(cells)]
    return [
        Place(LINE, "", "", HARDLY, page, *(round(side * _CELL, 2) for side in box))
        for box in sorted(found, key=lambda box: (box[1], box[0]))
        if box[3] - box[1] >= _LOWEST and box[2] - box[0] >= _SHORTEST
    ][:MOST]


def _inked(drawn: Drawn, words: Sequence[Word]) -> set[Cell]:
    """Return the cells of the page in which there is ink that no word has."""
    shown = drawn.uncovered().convert("L")
    shown = softened(shown) if drawn.is_dotted else shown
    size = (
        max(1, round(shown.width / drawn.scale / _CELL)),
        max(1, round(shown.height / drawn.scale / _CELL)),
    )
    small = shown.resize(size, Image.Resampling.BOX)
    # What is covered is white here, and paper of dots is grey of many shades: it must not count as the paper's shade.
    open_cells = Image.new("1", size, 1)
    cover = ImageDraw.Draw(open_cells)
    for black in drawn.blacked():
        cover.rectangle([side / _CELL for side in (black.left, black.top, black.right, black.bottom)], fill=0)
    counted = small.histogram(open_cells)
    paper = max(range(256), key=counted.__getitem__)
    small.paste(paper, mask=ImageChops.invert(open_cells.convert("L")))
    brush = ImageDraw.Draw(small)
    for word in words:
        sides = (word.left - _AROUND, word.top - _AROUND, word.right + _AROUND, word.bottom + _AROUND)
        brush.rectangle([side / _CELL for side in sides], fill=paper)
    shades = small.tobytes()
    return {(at % size[0], at // size[0]) for at, shade in enumerate(shades) if shade < paper - _INK}


def _groups(cells: set[Cell]) -> list[list[Cell]]:
    """Join cells that touch, or stand a little apart in a row."""
    left, groups = set(cells), []
    while left:
        waiting = [left.pop()]
        group = []
        while waiting:
            x, y = waiting.pop()
            group.append((x, y))
            beside = {(x + over, y + down) for over in range(-_JOINS, _JOINS + 1) for down in (-1, 0, 1)} & left
            left -= beside
            waiting += beside
        groups.append(group)
    return groups


def _box(group: Sequence[Cell]) -> tuple[int, int, int, int]:
    across, down = [x for x, _ in group], [y for _, y in group]
    return min(across), min(down), max(across) + 1, max(down) + 1
