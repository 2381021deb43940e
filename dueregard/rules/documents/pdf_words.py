"""Which words a page of a PDF carries, in what order, and where they stand on the page as it is shown.

Whether they can be seen is decided in `hidden_data`, whether they may stand for the page in `usable_text`.
"""

from __future__ import annotations

import ctypes
import math
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from dueregard.rules.documents.reading import Word
from dueregard.rules.text.readable_text import clean

Box = tuple[float, float, float, float]
Span = tuple[int, int]  # the first of a word's letters on its page, and how many they are

_WORD = re.compile(r"\S+")
# Where PDFium joins a word that a line has broken, it leaves one of these.
_JOINT = re.compile("[\x02\ufffe\xad]")
_SPACE = " \t\xa0"
_ASKED_FOR_TURN = 24  # letters
_QUARTER = math.pi / 2


def _quick(function: Any, *takes: Any) -> Any:
    """Return a function of PDFium that takes plain numbers as addresses: it is called for every word of every page."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(ctypes.c_int, *takes)(address or 0)


_INT, _AT = ctypes.c_int, ctypes.c_void_p
_count_rects = _quick(raw.FPDFText_CountRects, _AT, _INT, _INT)
_get_rect = _quick(raw.FPDFText_GetRect, _AT, _INT, _AT, _AT, _AT, _AT)
_get_letter_number = _quick(raw.FPDFText_GetCharIndexFromTextIndex, _AT, _INT)
_get_letter = _quick(raw.FPDFText_GetCharBox, _AT, _INT, _AT, _AT, _AT, _AT)
_word = tuple.__new__
_four = struct.Struct("4d").unpack


@dataclass(slots=True)
class PlacedWords:
    """The text of a page, and its words where they are shown. Joined, the words are the text without its space."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)  # of the words, in their order
    pieced: set[Span] = field(default_factory=set)  # words put together from pieces, which may look unlike each other
    beyond: list[tuple[str, Span]] = field(default_factory=list)  # words that stand beyond the edge of what is shown


class PageText:
    """The text of an open page. Close it before the page."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._open = page.get_textpage()
        turn, shown = self._turn_to_read(), page.get_rotation()
        if turn not in {None, shown}:
            self._open.close()
            page.set_rotation(turn)
            try:
                self._open = page.get_textpage()
            finally:
                page.set_rotation(shown)
        self._address = ctypes.cast(self._open.raw, _AT).value
        self._sides = (ctypes.c_double * 4)()
        first = ctypes.addressof(self._sides)
        self._at = (first, first + 8, first + 16, first + 24)

    def close(self) -> None:
        """Let go of what PDFium keeps."""
        self._open.close()

    def plain(self) -> str:
        """Return the text that stands within the page, without places. That is quicker."""
        return _joined(self._open.get_text_bounded())

    def placed(self) -> PlacedWords:
        """Return the text and its words. What is done for each word here has to be little."""
        written = self._written()
        found = PlacedWords()
        if not written:
            return found
        number = self._letter_number(written)
        shown = _Place.of(self._page).shown
        address, sides, (left, top, right, bottom) = self._address, self._sides, self._at
        gone = []
        for text, start, end in _parts(written):
            span = (number(start), number(end - 1) + 1 - number(start)) if number else (start, end - start)
            pieces = _count_rects(address, *span)
            if pieces == 1:
                _get_rect(address, 0, left, top, right, bottom)
                where = shown(*_four(sides))
            else:
                found.pieced.add(span)
                where = shown(*self._around(pieces)) if pieces > 0 else None
            if where:
                found.words.append(_word(Word, (text, *where)))
                found.spans.append(span)
            else:
                found.beyond.append((text, span))
                gone.append((start, end))
        for start, end in reversed(gone):
            written = written[:start] + written[end:]
        found.text = _joined(written)
        return found

    def letter(self, number: int) -> Box:
        """Return left, bottom, right, top of a letter in the page's own space."""
        left, right, bottom, top = self._at
        _get_letter(self._address, number, left, right, bottom, top)
        return self._sides[0], self._sides[2], self._sides[1], self._sides[3]

    def _around(self, pieces: int) -> Box:
        """Return left, top, right, bottom of the rectangle around all pieces that were counted last."""
        boxes = []
        for piece in range(pieces):
            _get_rect(self._address, piece, *self._at)
            boxes.append(_four(self._sides))
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), max(tops), max(rights), min(bottoms)

    def _written(self) -> str:
        count = raw.FPDFText_CountChars(self._open.raw)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count * 2 + 2))()
        length = raw.FPDFText_GetText(self._open.raw, 0, count, buffer)
        return bytes(memoryview(buffer)[: max(0, length - 1)]).decode("utf-16-le", "replace")

    def _letter_number(self, written: str) -> Callable[[int], int] | None:
        """Return what tells a letter's number on the page by its place in the text, where the two are not the same."""
        if len(written) == raw.FPDFText_CountChars(self._open.raw):
            return None
        return partial(_get_letter_number, self._address)

    def _turn_to_read(self) -> int | None:
        """Return how the page must be turned for its letters to stand upright.

        PDFium orders lines from the top of a page as it is turned: where letters lie, they would come out backwards.
        """
        count = raw.FPDFText_CountChars(self._open.raw)
        letters = range(0, count, max(1, count // _ASKED_FOR_TURN))
        angles = [raw.FPDFText_GetCharAngle(self._open.raw, letter) for letter in letters]
        turns = Counter(round(-angle / _QUARTER) % 4 * 90 for angle in angles if angle >= 0)
        return turns.most_common(1)[0][0] if turns else None


def _parts(written: str) -> Iterator[tuple[str, int, int]]:
    """Yield words, with where they begin and end in the text. The plain way is for plain words, which most are."""
    if written.isascii() and written.replace("\r", "").replace("\n", "").isprintable():
        for found in _WORD.finditer(written):
            yield found.group(), *found.span()
        return
    for found in _WORD.finditer(written):
        start = found.start()
        for part in _JOINT.split(found.group()):
            text = clean(part)
            if text:
                yield text, start, start + len(part)
            start += len(part) + 1


def _joined(written: str) -> str:
    """Return the text with broken words made whole, and without space around the ends of its lines."""
    lines = clean(_JOINT.sub("", written)).split("\n")
    return "\n".join([line.rstrip(_SPACE).lstrip(" \t") for line in lines]).strip()


@dataclass(frozen=True, slots=True)
class _Place:
    """Turns places in a page's own space into places on the page as it is shown: cropped, turned, from the top left."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> _Place:
        width, height = page.get_size()
        origin, right, up = (_shown(page, width, height, *point) for point in ((0, 0), (_FAR, 0), (0, _FAR)))
        matrix = (
            (right[0] - origin[0]) / _FAR, (up[0] - origin[0]) / _FAR, origin[0],
            (right[1] - origin[1]) / _FAR, (up[1] - origin[1]) / _FAR, origin[1],
        )  # fmt: skip
        return cls(width, height, matrix)

    def shown(self, x1: float, y1: float, x2: float, y2: float) -> Box | None:
        """Return left, top, right, bottom; nothing when all of it is outside the page."""
        a, b, c, d, e, f = self.matrix
        left, right = a * x1 + b * y1 + c, a * x2 + b * y2 + c
        top, bottom = d * x1 + e * y1 + f, d * x2 + e * y2 + f
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        if right <= 0 or bottom <= 0 or left >= self.width or top >= self.height:
            return None
        return left, top, right, bottom


_FAR, _EXACT = 1000.0, 1000


def _shown(page: pdfium.PdfPage, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    """Ask PDFium where a point of the page's own space is shown, in points."""
    across, down = ctypes.c_int(), ctypes.c_int()
    wide, high = max(1, round(width * _EXACT)), max(1, round(height * _EXACT))
    raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, across, down)
    return across.value / _EXACT, down.value / _EXACT
