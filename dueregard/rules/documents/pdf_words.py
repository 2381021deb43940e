"""Which words a page of a PDF carries, in what order, and where they stand on the page as it is shown.

Whether they can be seen is decided in `hidden_data`, whether they may stand for the page in `usable_text`, what is
drawn in columns in `pdf_columns`.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from dueregard.rules.documents.pdf_calls import (
    address_of,
    count_letters,
    count_rects,
    get_angle,
    get_letter,
    get_letter_number,
    get_matrix,
    get_rect,
    get_size,
    has_no_name,
)
from dueregard.rules.documents.pdf_columns import Line, in_columns
from dueregard.rules.documents.pdf_things import Things, take_off_stand_ins, things_on
from dueregard.rules.documents.pdf_turned import Part, Span, put_together
from dueregard.rules.documents.reading import Word
from dueregard.rules.text.readable_text import clean

Box = tuple[float, float, float, float]

_WORD = re.compile(r"\S+")
# Where PDFium joins a word that a line has broken, it leaves one of these.
_JOINT = re.compile("[\x02\ufffe\xad]")
_SPACE = " \t\xa0"
_ASKED_FOR_TURN = 24  # letters
_QUARTER = math.pi / 2
_STRAIGHT = 0.1  # radians: what is turned by less is not turned
_WITH_LETTERS = {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM}
_DOUBLE = 8  # bytes
_NOWHERE = (-1.0e6, -1.0e6, -1.0e6, -1.0e6)


@dataclass(slots=True)
class PlacedWords:
    """The text of a page, and its words where they are shown. Joined, the words are the text without its space."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)  # of the words, in their order
    pieced: set[Span] = field(default_factory=set)  # words put together from pieces, which may look unlike each other
    beyond: list[tuple[str, Span]] = field(default_factory=list)  # words that stand beyond the edge of what is shown


class PageLetters:
    """The letters of an open page, each by its number there."""

    def _hold(self, text: Any) -> None:
        self._open = text
        self._address = address_of(text)
        self._count = count_letters(self._address)
        self._sides = (ctypes.c_double * 4)()
        first = ctypes.addressof(self._sides)
        self._at = (first, first + _DOUBLE, first + 2 * _DOUBLE, first + 3 * _DOUBLE)

    def letter(self, number: int) -> Box:
        """Return left, bottom, right, top of a letter in the page's own space."""
        left, right, bottom, top = self._at
        get_letter(self._address, number, left, right, bottom, top)
        sides = self._sides
        return sides[0], sides[2], sides[1], sides[3]

    def sign_of(self, number: int) -> str:
        """Return the sign that a letter is."""
        return chr(raw.FPDFText_GetUnicode(self._open.raw, number) or 32)

    def size_of(self, number: int) -> float:
        """Return the size of a letter's font in points, as it is drawn."""
        matrix = raw.FS_MATRIX()
        if not raw.FPDFText_GetMatrix(self._open.raw, number, matrix):
            return math.inf
        return float(abs(get_size(self._address, number)) * math.hypot(matrix.c, matrix.d)) or math.inf

    def turned_by(self, number: int) -> float | None:
        """Return by how much a letter is turned against the clock, in radians; nothing where nobody knows."""
        angle = get_angle(self._address, number)
        if angle < 0:
            return None
        return float(-angle) + (math.pi if get_size(self._address, number) < 0 else 0.0)

    def stands_at(self, number: int) -> tuple[float, float]:
        """Return where a letter stands on its line, in the page's own space."""
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._open.raw, number, x, y)
        return x.value, y.value

    def is_space(self, number: int) -> bool:
        """Tell whether a letter is a space that the file itself has."""
        return self.sign_of(number) in _SPACE and raw.FPDFText_IsGenerated(self._open.raw, number) == 0


class PageText(PageLetters):
    """The text of an open page. Close it before the page."""

    def __init__(self, page: pdfium.PdfPage, *, is_placed: bool = True) -> None:
        """Take a page's text; without `is_placed` quickly, and with what the file wants to be read in its place."""
        self._page = page
        self.things: Things = things_on(page) if is_placed else Things()
        # What the file wants to be read in place of what it draws. The text is that of the drawing.
        self.stand_ins: list[str] = take_off_stand_ins(self.things)
        self._upright = 0.0  # how most letters are turned against the clock, in radians
        self.unmapped = 0.0  # the part of its letters that their fonts do not name, from 0 to 1, as far as was asked
        self._hold(page.get_textpage())
        turn, shown = self._turn_to_read(), page.get_rotation()
        if turn not in {None, shown}:
            self._open.close()
            page.set_rotation(turn)
            try:
                self._hold(page.get_textpage())
            finally:
                page.set_rotation(shown)

    def close(self) -> None:
        """Let go of what PDFium keeps."""
        self._open.close()

    def plain(self) -> str:
        """Return the text that stands within the page, without places, as the file gives it. That is quicker."""
        return str(self._open.get_text_bounded())

    def written(self) -> str:
        """Return all that is written, also beyond the edge, as the file gives it."""
        if self._count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (self._count * 2 + 2))()
        length = raw.FPDFText_GetText(self._open.raw, 0, self._count, buffer)
        return bytes(memoryview(buffer)[: max(0, length - 1)]).decode("utf-16-le", "replace")

    def placed(self) -> PlacedWords:
        """Return the text and its words. What is done for each word here has to be little."""
        written = self.written()
        found = PlacedWords()
        if not written:
            return found
        parts = list(_parts(written))
        spans = self._spans(written, parts)
        if self._turned_things():
            written, parts, spans = put_together(self, written, parts, spans, self._upright)
        boxes, pieced = self._boxes(spans)
        found.pieced = pieced
        place = Place.of(self._page)
        lefts, tops, rights, bottoms = place.shown(boxes)
        found.words = list(map(Word._make, zip((part[0] for part in parts), lefts, tops, rights, bottoms, strict=True)))
        found.spans = spans
        if lefts and not place.holds(lefts, tops, rights, bottoms):
            written, parts = _without(_beyond(place, found), written, parts, found)
        found.text = joined(written)
        _read_in_columns(found, written, parts)
        return found

    def _turned_things(self) -> bool:
        """Tell whether anything with letters is turned, which few pages have: only then each word is asked."""
        matrix = (ctypes.c_float * 6)()
        at = ctypes.addressof(matrix)
        for thing, kind in self.things.all:
            if kind in _WITH_LETTERS and get_matrix(thing, at):
                across, up = matrix[0], matrix[1]
                if up == self._upright == 0 < across:
                    continue
                against = (math.atan2(up, across) - self._upright + _STRAIGHT) % math.tau
                if against > 2 * _STRAIGHT:
                    return True
        return False

    def objects_of(self, span: Span) -> list[Any]:
        """Return the objects of the page that draw these letters, each once."""
        found: dict[int, Any] = {}
        for number in range(span[0], span[0] + span[1]):
            one = raw.FPDFText_GetTextObject(self._open.raw, number)
            if one:
                found[ctypes.cast(one, ctypes.c_void_p).value or 0] = one
        return list(found.values())

    def _spans(self, written: str, parts: Sequence[Part]) -> list[Span]:
        if len(written) == self._count:
            return [(start, end - start) for _, start, end in parts]
        # Where signs were left out of the text, PDFium tells a letter's number on the page by its place in the text.
        address = self._address
        ends = [(get_letter_number(address, start), get_letter_number(address, end - 1)) for _, start, end in parts]
        return [(first, last + 1 - first) for first, last in ends]

    def _boxes(self, spans: Sequence[Span]) -> tuple[list[float], set[Span]]:
        """Return left, top, right, bottom of each word in the page's own space, one after the other."""
        sides = (ctypes.c_double * (4 * len(spans)))()
        address, at, pieced = self._address, ctypes.addressof(sides), set()
        for span in spans:
            pieces = count_rects(address, *span)
            if pieces == 1:
                get_rect(address, 0, at, at + 8, at + 16, at + 24)
            else:
                pieced.add(span)
                around = self._around(pieces) if pieces > 0 else _NOWHERE
                ctypes.memmove(at, (ctypes.c_double * 4)(*around), 4 * _DOUBLE)
            at += 4 * _DOUBLE
        return list(sides), pieced

    def _around(self, pieces: int) -> Box:
        """Return left, top, right, bottom of the rectangle around all pieces that were counted last."""
        sides = (ctypes.c_double * (4 * pieces))()
        at = ctypes.addressof(sides)
        for piece in range(pieces):
            get_rect(self._address, piece, at, at + 8, at + 16, at + 24)
            at += 4 * _DOUBLE
        return min(sides[0::4]), max(sides[1::4]), max(sides[2::4]), min(sides[3::4])

    def _turn_to_read(self) -> int | None:
        """Return how the page must be turned for its letters to stand upright; note whether their fonts name them.

        PDFium orders lines from the top of a page as it is turned: where letters lie, they would come out backwards. A
        letter of negative size stands on its head.
        """
        asked = range(0, self._count, max(1, self._count // _ASKED_FOR_TURN))
        turns: Counter[int] = Counter()
        nameless = 0
        for letter in asked:
            angle = get_angle(self._address, letter)
            if angle >= 0:
                half = 2 if get_size(self._address, letter) < 0 else 0
                turns[(round(-angle / _QUARTER) + half) % 4 * 90] += 1
                nameless += has_no_name(self._address, letter) == 1
        if not turns:
            return None
        self.unmapped = nameless / turns.total()
        turn = turns.most_common(1)[0][0]
        self._upright = math.radians(turn)
        return turn


def _parts(written: str) -> Iterator[Part]:
    """Yield the words of a text. The plain way is for plain words, which most are."""
    if written.isascii() and written.replace("\r", "").replace("\n", "").isprintable():
        yield from [(found.group(), found.start(), found.end()) for found in _WORD.finditer(written)]
        return
    for found in _WORD.finditer(written):
        start = found.start()
        for part in _JOINT.split(found.group()):
            text = clean(part)
            if text:
                yield text, start, start + len(part)
            start += len(part) + 1


def joined(written: str) -> str:
    """Return the text with broken words made whole, and without space around the ends of its lines."""
    lines = clean(_JOINT.sub("", written)).split("\n")
    return "\n".join([line.rstrip(_SPACE).lstrip(" \t") for line in lines]).strip()


def _beyond(place: Place, found: PlacedWords) -> set[int]:
    return {number for number, (_, *box) in enumerate(found.words) if not place.holds(*([side] for side in box))}


def _without(beyond: set[int], written: str, parts: list[Part], found: PlacedWords) -> tuple[str, list[Part]]:
    """Take words that stand beyond the edge out of the text."""
    kept: list[Part] = []
    pieces: list[str] = []
    at = cut = 0
    for number, (text, start, end) in enumerate(parts):
        if number in beyond:
            found.beyond.append((text, found.spans[number]))
            pieces.append(written[at:start])
            at, cut = end, cut + end - start
        else:
            kept.append((text, start - cut, end - cut))
    pieces.append(written[at:])
    found.words = [word for number, word in enumerate(found.words) if number not in beyond]
    found.spans = [span for number, span in enumerate(found.spans) if number not in beyond]
    return "".join(pieces), kept


def _read_in_columns(found: PlacedWords, written: str, parts: Sequence[Part]) -> None:
    """Bring lines that were drawn across columns of prose into the order in which they are read."""
    lines = list(_lines(written, parts))
    read = in_columns(found.words, lines) if len(lines) > 1 else None
    if read is None:
        return
    order = list(chain.from_iterable(read))
    found.text = "\n".join(" ".join(found.words[one].text for one in line) for line in read)
    found.words = [found.words[one] for one in order]
    found.spans = [found.spans[one] for one in order]


def _lines(written: str, parts: Sequence[Part]) -> Iterator[Line]:
    """Yield the numbers of the words of each line."""
    first, end = 0, written.find("\n")
    for number, (_, start, _) in enumerate(parts):
        while 0 <= end < start:
            if number > first:
                yield range(first, number)
            first, end = number, written.find("\n", end + 1)
    if len(parts) > first:
        yield range(first, len(parts))


@dataclass(frozen=True, slots=True)
class Place:
    """Turns places in a page's own space into places on the page as it is shown: cropped, turned, from the top left."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> Place:
        width, height = page.get_size()
        origin, right, up = (_shown(page, width, height, *point) for point in ((0, 0), (_FAR, 0), (0, _FAR)))
        matrix = (
            (right[0] - origin[0]) / _FAR, (up[0] - origin[0]) / _FAR, origin[0],
            (right[1] - origin[1]) / _FAR, (up[1] - origin[1]) / _FAR, origin[1],
        )  # fmt: skip
        return cls(width, height, matrix)

    def shown(self, boxes: Sequence[float]) -> tuple[list[float], list[float], list[float], list[float]]:
        """Return the left, top, right and bottom sides of boxes that are given as left, top, right, bottom in a row.

        Pages are turned by quarters only: each side of a box is made of one of its sides.
        """
        a, b, c, d, e, f = self.matrix
        x1, y1, x2, y2 = boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4]
        if abs(a) >= abs(b):
            lefts, rights = (x1, x2) if a > 0 else (x2, x1)
            tops, bottoms = (y1, y2) if e < 0 else (y2, y1)
            return (
                [a * x + c for x in lefts], [e * y + f for y in tops],
                [a * x + c for x in rights], [e * y + f for y in bottoms],
            )  # fmt: skip
        lefts, rights = (y2, y1) if b > 0 else (y1, y2)
        tops, bottoms = (x1, x2) if d > 0 else (x2, x1)
        return (
            [b * y + c for y in lefts], [d * x + f for x in tops],
            [b * y + c for y in rights], [d * x + f for x in bottoms],
        )  # fmt: skip

    def holds(
        self, lefts: Iterable[float], tops: Iterable[float], rights: Iterable[float], bottoms: Iterable[float]
    ) -> bool:
        """Tell whether every one of these boxes has at least a part on the page."""
        return min(rights) > 0 and min(bottoms) > 0 and max(lefts) < self.width and max(tops) < self.height


_FAR, _EXACT = 1000.0, 1000


def _shown(page: pdfium.PdfPage, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    """Ask PDFium where a point of the page's own space is shown, in points."""
    across, down = ctypes.c_int(), ctypes.c_int()
    wide, high = max(1, round(width * _EXACT)), max(1, round(height * _EXACT))
    raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, across, down)
    return across.value / _EXACT, down.value / _EXACT
