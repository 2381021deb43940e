"""Finds words on a PDF's pages that the pages do not show, by looking at their picture: is there ink where a word is?

So it does not matter how a word was hidden: under a box, in white, as invisible text, behind a picture, off the page.
What it finds is for the group's eyes: a faulty redaction is warned of and never repeated in public.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from dueregard.rules.documents.pdf_drawing import draw, opened, settled
from dueregard.rules.documents.pdf_things import differing
from dueregard.rules.documents.pdf_turned import Span
from dueregard.rules.documents.pdf_words import PageText, PlacedWords
from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing
from dueregard.rules.hidden_data.pdf_covered import covered_pictures

MOST_PAGES, MOST_LETTERS, MOST_OBJECTS = 3_000, 60_000, 20_000
MOST_PIXELS = 3_000_000
# Nearly every word is plainly seen at 72 pixels to the inch. What is not is looked at with 108: there a letter of six
# points is nine pixels high.
_QUICK, _SCALE = 1.0, 1.5
_SMALLEST_SCALE = 0.3
_FLAT = 24  # grey levels within which a place is one colour
_DARK = 110
_SLACK = 2.0  # points beyond the edge that are rounding
_SHORTEST = 2  # one letter alone may be a full stop
_LEAST_STRETCH = 5  # pixels: the space inside a large letter is not a hidden one
_CHANGES = [0] * (_FLAT + 1) + [255] * (255 - _FLAT)


def hidden_on_pages(content: bytes, looked_at: Mapping[int, list[HiddenThing]]) -> Iterator[HiddenThing]:
    """Yield words and pictures that lie on the pages and are not shown; for some it is known already."""
    try:
        pdf = opened(content)
    except pdfium.PdfiumError:
        yield thing("not_examined", "the pages of the PDF: they could not be opened")
        return
    try:
        for number in range(1, min(len(pdf), MOST_PAGES) + 1):
            yield from looked_at[number] if number in looked_at else _on_page(pdf, number)
        if len(pdf) > MOST_PAGES:
            yield thing("not_examined", f"the pages after page {MOST_PAGES}")
    finally:
        pdf.close()


def _on_page(pdf: Any, number: int) -> Iterator[HiddenThing]:
    try:
        page = settled(pdf, number)
    except pdfium.PdfiumError:
        yield thing("not_examined", f"page {number}", page=number)
        return
    text = PageText(page)
    try:
        yield from hidden_on_page(page, text, text.placed(), number)
    finally:
        text.close()
        page.close()


def hidden_on_page(page: Any, text: PageText, placed: PlacedWords, number: int) -> Iterator[HiddenThing]:
    """Yield words and pictures that lie on an open page and are not shown."""
    yield from _stand_ins(text, placed, number)
    if any(kind == raw.FPDF_PAGEOBJ_IMAGE for _, kind in text.things.all):
        yield from _beyond_edge(page, number)
    yield from _words_without_ink(page, text, placed, number)
    yield from covered_pictures(page, text.things, number)  # the last, since it takes things off the page


def _stand_ins(text: PageText, placed: PlacedWords, number: int) -> Iterator[HiddenThing]:
    said = list(differing(text.stand_ins, placed.text))
    if said:
        where = f"page {number}, words to be read in place of those that are drawn"
        yield thing("described_text", where, count=len(said), sample="; ".join(said[:30]), page=number)


def _beyond_edge(page: Any, number: int) -> Iterator[HiddenThing]:
    left, bottom, right, top = page.get_bbox()
    beyond = 0
    for position, item in enumerate(page.get_objects(max_depth=2)):
        if position == MOST_OBJECTS:
            yield thing("not_examined", f"page {number}: more shapes than we can check", page=number)
            break
        if item.type != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        try:
            low, down, high, up = item.get_bounds()
        except pdfium.PdfiumError:
            continue
        # A scan a little larger than its page is usual; a tenth of the page is not.
        slack_x, slack_y = max(_SLACK, (right - left) / 10), max(_SLACK, (top - bottom) / 10)
        beyond += low < left - slack_x or high > right + slack_x or down < bottom - slack_y or up > top + slack_y
    if beyond:
        yield thing("beyond_crop", f"page {number}", count=beyond, page=number)


def _words_without_ink(page: Any, text: PageText, placed: PlacedWords, number: int) -> Iterator[HiddenThing]:
    if not placed.spans and not placed.beyond:
        return
    width, height = page.get_size()
    scale = min(_SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    if scale < _SMALLEST_SCALE:
        yield thing("not_examined", f"page {number}: it is too large to be drawn", page=number)
        return
    found: dict[str, list[str]] = {}
    quick = _Picture(page, text, min(_QUICK, scale))
    doubtful = [*quick.doubtful(placed), *placed.beyond]
    suspected = [(word, span) for word, span in doubtful if _could_be_a_word(word, span) and not quick.shows(span)]
    picture = _Picture(page, text, scale) if suspected and scale > _QUICK else quick
    for word, span in suspected:
        channel = picture.hides(span)
        if channel:
            found.setdefault(channel, []).append(word)
    for channel, said in found.items():
        yield thing(channel, f"page {number}", count=len(said), sample=" ".join(said[:30]), page=number)


def _could_be_a_word(word: str, span: Span) -> bool:
    return len(word) >= _SHORTEST and any(map(str.isalnum, word)) and sum(span) <= MOST_LETTERS


class _Picture:
    """A page's picture, asked about words."""

    def __init__(self, page: Any, text: PageText, scale: float) -> None:
        self._bitmap = draw(page, scale, grey=True)  # keeps the greys
        self._wide, self._high, self._row = self._bitmap.width, self._bitmap.height, self._bitmap.stride
        self._greys = memoryview(self._bitmap.buffer).cast("B")
        self._text, self._scale = text, scale
        self._box, self._turned = page.get_bbox(), page.get_rotation()

    def doubtful(self, placed: PlacedWords) -> Iterator[tuple[str, Span]]:
        """Yield the words that are not plainly seen: nearly all are, and this is quick to show.

        A row of pixels through the middle of a word meets its letters. Where it stays in one shade for a quarter of the
        word or more, letters may be hidden. A word whose letters are hidden for the most part has such a stretch.
        """
        scale, wide, high = self._scale, self._wide, self._high
        middles = [min(high - 1, max(0, int((top + low) / 2 * scale))) for _, _, top, _, low in placed.words]
        edges, begins = self._edges(middles)
        for (word, left, top, right, low), span, middle in zip(placed.words, placed.spans, middles, strict=True):
            first, last = int(left * scale), int(right * scale) + 1
            stretch = max(_LEAST_STRETCH, (last - first) // 4)
            is_within = left >= 0 and top >= 0 and last <= wide and low * scale <= high
            is_lying = last - first > stretch and right - left > low - top
            begin = begins[middle]
            is_seen = is_within and is_lying and bytes(stretch) not in edges[begin + first : begin + last - 1]
            if not is_seen or span in placed.pieced:
                yield word, span

    def _edges(self, rows: list[int]) -> tuple[bytes, dict[int, int]]:
        """Return some rows with a sign wherever the shade changes from one pixel to the next, and where each begins."""
        chosen = sorted(set(rows))
        greys = b"".join(self._greys[row * self._row : row * self._row + self._wide] for row in chosen)
        size = (self._wide, len(chosen))
        if not chosen:
            return b"", {}
        change = ImageChops.difference(Image.frombytes("L", size, greys), Image.frombytes("L", size, greys[1:] + b"\0"))
        return change.point(_CHANGES).tobytes(), {row: place * self._wide for place, row in enumerate(chosen)}

    def shows(self, span: Span) -> bool:
        """Tell whether the first, the last and a middle letter of a word can be seen: of most words that is enough."""
        start, length = span
        few = {start, start + length // 2, start + length - 1}
        return all(self._shade(self._text.letter(one)) is None for one in few)

    def hides(self, span: Span) -> str:
        """Return the channel by which a word is hidden, or nothing."""
        if self.shows(span):
            return ""
        start, length = span
        boxes = [self._text.letter(one) for one in range(start, start + length)]
        if sum(self._is_outside(box) for box in boxes) * 2 > len(boxes):
            return "off_page_text"
        shades = [shade for box in boxes if (shade := self._shade(box)) is not None]
        if len(shades) * 4 < len(boxes) * 3:  # a comma may be flat; three letters in four may not
            return ""
        return "text_under_box" if sum(shades) / len(shades) < _DARK else "invisible_text"

    def _is_outside(self, box: tuple[float, float, float, float]) -> bool:
        left, bottom, right, top = self._box
        return not (left <= (box[0] + box[2]) / 2 <= right and bottom <= (box[1] + box[3]) / 2 <= top)

    def _shade(self, box: tuple[float, float, float, float]) -> float | None:
        """Return the one shade of grey at this place, or None where there is ink. Beside the picture all is white."""
        left, top, right, bottom = self._pixels(box)
        darkest, lightest = 255, 0
        for row in range(top * self._row, bottom * self._row, self._row):
            greys = self._greys[row + left : row + right]
            darkest, lightest = min(darkest, min(greys)), max(lightest, max(greys))
            if lightest - darkest > _FLAT:
                return None
        return (darkest + lightest) / 2 if lightest >= darkest else 255.0

    def _pixels(self, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        """Return the middle band of a letter in pixels: a box that leaves its foot free hides it all the same."""
        left, bottom, right, top = box
        band = (top - bottom) / 5
        (x1, y1), (x2, y2) = self._shown(left, bottom + band), self._shown(right, top - band)
        left_most, right_most = max(0, int(min(x1, x2))), min(self._wide, int(max(x1, x2)) + 1)
        upper, lower = max(0, int(min(y1, y2))), min(self._high, int(max(y1, y2)) + 1)
        # Beside the picture there is no row to look at.
        return left_most, upper, right_most, lower if left_most < right_most else upper

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """Turn a place on the page into a place on its picture; the page may be turned."""
        left, bottom, right, top = self._box
        if self._turned == 90:
            across, down = y - bottom, x - left
        elif self._turned == 180:
            across, down = right - x, y - bottom
        elif self._turned == 270:
            across, down = top - y, right - x
        else:
            across, down = x - left, top - y
        return across * self._scale, down * self._scale
