"""Finds words on a PDF's pages that the pages do not show, by looking at their picture: is there ink where a word is?

So it does not matter how a word was hidden: under a box, in white, as invisible text, behind a picture, off the page.
What it finds is for the group's eyes: a faulty redaction is warned of and never repeated in public.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from dueregard.rules.document_reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing

MOST_PAGES, MOST_LETTERS, MOST_OBJECTS = 3_000, 60_000, 20_000
MOST_PIXELS = 3_000_000
_SCALE = 1.5  # 108 pixels to the inch: a letter of six points is nine pixels high
_FLAT = 24  # grey levels within which a place is one colour
_DARK = 110
_SLACK = 2.0  # points beyond the edge that are rounding
_SHORTEST = 2  # one letter alone may be a full stop


@dataclass
class _Word:
    letters: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.letters)


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
    words = _words(page)
    if not words:
        return
    width, height = page.get_size()
    scale = min(_SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    if scale < 0.3:
        yield thing("not_examined", f"page {number}: it is too large to be drawn", page=number)
        return
    picture = page.render(scale=scale, draw_annots=True, grayscale=True).to_pil()
    place = _Place(page, picture, scale)
    found: dict[str, list[str]] = {}
    for word in words:
        channel = place.hides(word)
        if channel:
            found.setdefault(channel, []).append(word.text)
    for channel, said in found.items():
        yield thing(channel, f"page {number}", count=len(said), sample=" ".join(said[:30]), page=number)


def _words(page: Any) -> list[_Word]:
    text = page.get_textpage()
    try:
        words: list[_Word] = []
        word = _Word()
        for position in range(min(text.count_chars(), MOST_LETTERS)):
            code = raw.FPDFText_GetUnicode(text, position)
            letter = chr(code) if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
            if letter.isspace() or raw.FPDFText_IsGenerated(text, position) == 1:
                words, word = _ended(words, word), _Word()
                continue
            word.letters.append(letter)
            word.boxes.append(text.get_charbox(position))
        return _ended(words, word)
    finally:
        text.close()


def _ended(words: list[_Word], word: _Word) -> list[_Word]:
    if len(word.letters) >= _SHORTEST and any(letter.isalnum() for letter in word.letters):
        words.append(word)
    return words


class _Place:
    """A page's picture, asked about words."""

    def __init__(self, page: Any, picture: Image.Image, scale: float) -> None:
        self._page, self._picture, self._scale = page, picture, scale
        self._box = page.get_bbox()

    def hides(self, word: _Word) -> str:
        """Return the channel by which the word is hidden, or nothing."""
        middles = [((left + right) / 2, (bottom + top) / 2) for left, bottom, right, top in word.boxes]
        left, bottom, right, top = self._box
        outside = [not (left <= x <= right and bottom <= y <= top) for x, y in middles]
        if sum(outside) * 2 > len(outside):
            return "off_page_text"
        shades = [shade for box in word.boxes if (shade := self._flat_shade(box)) is not None]
        if len(shades) * 4 < len(word.boxes) * 3:  # a comma may be flat; three letters in four may not
            return ""
        return "text_under_box" if sum(shades) / len(shades) < _DARK else "invisible_text"

    def _flat_shade(self, box: tuple[float, float, float, float]) -> float | None:
        """Return the one shade of grey at this place, or None where there is ink."""
        left, top, right, bottom = self._pixels(box)
        inside = self._picture.crop((left, top, max(left + 1, right), max(top + 1, bottom)))
        darkest, lightest = inside.getextrema()
        assert isinstance(darkest, int | float)
        assert isinstance(lightest, int | float)
        return None if lightest - darkest > _FLAT else (darkest + lightest) / 2

    def _pixels(self, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        # The middle band only: a box that leaves the foot of a letter free hides the letter all the same.
        left, bottom, right, top = box
        band = (top - bottom) / 5
        corners = [self._shown(left, bottom + band), self._shown(right, top - band)]
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return int(across[0]), int(down[0]), int(across[1]) + 1, int(down[1]) + 1

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """Turn a place on the page into a place on its picture; the page may be turned."""
        left, bottom, right, top = self._box
        turned = self._page.get_rotation()
        if turned == 90:
            across, down = y - bottom, x - left
        elif turned == 180:
            across, down = right - x, y - bottom
        elif turned == 270:
            across, down = top - y, right - x
        else:
            across, down = x - left, top - y
        return across * self._scale, down * self._scale
