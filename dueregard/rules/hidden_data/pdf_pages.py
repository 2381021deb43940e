"""Finds words on a PDF's pages that the pages do not show, by looking at their picture: is there ink where a word is?

So it does not matter how a word was hidden: under a box, in white, as invisible text, behind a picture, off the page.
What it finds is for the group's eyes: a faulty redaction is warned of and never repeated in public.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from dueregard.rules.document_reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing

MOST_PAGES, MOST_LETTERS, MOST_OBJECTS = 3_000, 60_000, 20_000
MOST_PIXELS = 3_000_000
_SCALE = 1.5  # 108 pixels to the inch: a letter of six points is nine pixels high
_SMALLEST_SCALE = 0.3
_FLAT = 24  # grey levels within which a place is one colour
_DARK = 110
_SLACK = 2.0  # points beyond the edge that are rounding
_SHORTEST = 2  # one letter alone may be a full stop


@dataclass
class _Word:
    """A word, and which of the page's letters it is made of; where they stand is asked when it matters."""

    text: str
    letters: list[int]


def hidden_on_pages(content: bytes) -> Iterator[HiddenThing]:
    """Yield words and pictures that lie on the pages and are not shown."""
    try:
        pdf = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        yield thing("not_examined", "the pages of the PDF: they could not be opened")
        return
    try:
        for number in range(min(len(pdf), MOST_PAGES)):
            yield from _on_page(pdf, number)
        if len(pdf) > MOST_PAGES:
            yield thing("not_examined", f"the pages after page {MOST_PAGES}")
    finally:
        pdf.close()


def _on_page(pdf: Any, number: int) -> Iterator[HiddenThing]:
    try:
        page = pdf[number]
    except pdfium.PdfiumError:
        yield thing("not_examined", f"page {number + 1}", page=number + 1)
        return
    try:
        yield from _beyond_edge(page, number + 1)
        yield from _words_without_ink(page, number + 1)
    finally:
        page.close()


def _beyond_edge(page: Any, number: int) -> Iterator[HiddenThing]:
    left, bottom, right, top = page.get_bbox()
    beyond = 0
    for position, item in enumerate(page.get_objects(max_depth=2)):
        if position == MOST_OBJECTS:
            yield thing("not_examined", f"page {number}: more shapes than can be looked at", page=number)
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


def _words_without_ink(page: Any, number: int) -> Iterator[HiddenThing]:
    text = page.get_textpage()
    try:
        words = _words(text)
        if not words:
            return
        width, height = page.get_size()
        scale = min(_SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        if scale < _SMALLEST_SCALE:
            yield thing("not_examined", f"page {number}: it is too large to be drawn", page=number)
            return
        place = _Place(page, text, scale)
        found: dict[str, list[str]] = {}
        for word in words:
            channel = place.hides(word)
            if channel:
                found.setdefault(channel, []).append(word.text)
    finally:
        text.close()
    for channel, said in found.items():
        yield thing(channel, f"page {number}", count=len(said), sample=" ".join(said[:30]), page=number)


def _words(text: Any) -> list[_Word]:
    """Return the words of a page in the order of its letters; what pdfium adds itself (spaces, ends) parts words."""
    words: list[_Word] = []
    signs: list[str] = []
    letters: list[int] = []
    for position in range(min(text.count_chars(), MOST_LETTERS)):
        code = raw.FPDFText_GetUnicode(text, position)
        sign = chr(code) if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        if not sign.isspace():
            signs.append(sign)
            letters.append(position)
        elif letters:
            _end(words, signs, letters)
            signs, letters = [], []
    _end(words, signs, letters)
    return words


def _end(words: list[_Word], signs: list[str], letters: list[int]) -> None:
    if len(letters) >= _SHORTEST and any(sign.isalnum() for sign in signs):
        words.append(_Word("".join(signs), letters))


class _Place:
    """A page's picture, asked about words."""

    def __init__(self, page: Any, text: Any, scale: float) -> None:
        picture = page.render(scale=scale, draw_annots=True, grayscale=True).to_pil()
        self._wide, self._high = picture.size
        self._greys = picture.tobytes()
        self._text, self._scale = text, scale
        self._box, self._turned = page.get_bbox(), page.get_rotation()

    def hides(self, word: _Word) -> str:
        """Return the channel by which the word is hidden, or nothing."""
        # Nearly every word can be seen, and three of its letters show that.
        few = {word.letters[0], word.letters[len(word.letters) // 2], word.letters[-1]}
        if all(self._shade(self._text.get_charbox(one)) is None for one in few):
            return ""
        boxes = [self._text.get_charbox(one) for one in word.letters]
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
        for row in range(top * self._wide, bottom * self._wide, self._wide):
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
