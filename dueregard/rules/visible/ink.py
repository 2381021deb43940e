"""Which words of a drawn page can be seen: it is drawn with its words and without, and the two are compared.

So it does not matter by what trick a word is hidden: in the colour of its ground, under a box, cut off, beside the
page, see-through. Only letters too small to read leave ink and are not seen; and of words that lie over one another
each is drawn away by itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageChops
from pypdfium2 import raw

from dueregard.rules.documents.pdf_turned import Span
from dueregard.rules.documents.pdf_words import PageText, Place, PlacedWords
from dueregard.rules.documents.reading import Word

_SCALE, _SMALLEST_SCALE, _MOST_PIXELS = 1.5, 0.5, 4_000_000
# What a person tells apart: light by the ratio of WCAG 2.2 (1.3 is a grey of #E1E1E1 on white), or a strong colour.
_LEAST_CONTRAST, _LEAST_COLOUR = 1.3, 110
_TINIEST = 3.5  # points of a font
_MOST_ALONE = 150  # words of a page that are drawn away one by one
_MOST_OBJECTS = 100_000
_LIES_OVER = 0.4  # of a word's box
_DEPTH = 12  # of drawings inside drawings

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Unseen:
    """A word that the drawing holds and does not show: where it lies, and the channel by which it is hidden."""

    word: Word
    channel: str


@dataclass(slots=True)
class SeenPage:
    """What can be seen on a page. `is_judged` is false where nobody can tell."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    is_judged: bool = True


def seen_on(page: Any, text: PageText, placed: PlacedWords) -> SeenPage:
    """Look at an open page of a drawing."""
    beyond = [Unseen(Word(said, 0.0, 0.0, 0.0, 0.0), "off_page_text") for said, _ in placed.beyond]
    if not placed.words:
        return SeenPage(placed.text, [], beyond)
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    if scale < _SMALLEST_SCALE:
        return SeenPage("", [], beyond, is_judged=False)
    look = _Look(page, text, scale)
    seen = SeenPage("", [], beyond)
    shown: list[str | None] = []  # of each word what is seen of it, or all
    crossed = _lying_over(placed.words)
    if len(crossed) > _MOST_ALONE:
        return SeenPage("", [], beyond, is_judged=False)
    for number, (word, span) in enumerate(zip(placed.words, placed.spans, strict=True)):
        said, channel = look.at(word, span, alone=number in crossed)
        shown.append(None if said == word.text else said)
        if said:
            seen.words.append(word if said == word.text else word._replace(text=said))
        if channel:
            seen.unseen.append(Unseen(word, channel))
    seen.text = _only(placed.text, placed.words, shown)
    return seen


def _only(text: str, words: Sequence[Word], shown: Sequence[str | None]) -> str:
    """Return the text with the words as far as they are seen."""
    if all(one is None for one in shown):
        return text
    parts, at = [], 0
    for word, said in zip(words, shown, strict=True):
        start = text.find(word.text, at)
        if start < 0:
            continue
        parts += [text[at:start], word.text if said is None else said]
        at = start + len(word.text)
    lines = ("".join([*parts, text[at:]])).split("\n")
    return "\n".join(line for line in (" ".join(one.split(" ")).strip() for one in lines) if line)


def _lying_over(words: Sequence[Word]) -> set[int]:
    """Return the numbers of words of which a good part lies over another word."""
    found: set[int] = set()
    order = sorted(range(len(words)), key=lambda number: words[number].top)
    for place, number in enumerate(order):
        one = words[number]
        for other_number in order[place + 1 :]:
            other = words[other_number]
            if other.top >= one.bottom:
                break
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - other.top
            if across > 0 and down > 0 and across * down > _LIES_OVER * min(_area(one), _area(other)):
                found |= {number, other_number}
    return found


def _area(word: Word) -> float:
    return max(0.01, (word.right - word.left) * (word.bottom - word.top))


class _Look:
    """A page, drawn with its words and without."""

    def __init__(self, page: Any, text: PageText, scale: float) -> None:
        self._page, self._text, self._scale = page, text, scale
        self._place = Place.of(page)
        self._with = self._drawn()
        objects, others = _things_on(page)
        # Most pages are letters on white paper: without them nothing is left, and need not be drawn.
        bare = Image.new("RGB", self._with.size, "white")
        self._ink = self._without(objects) if others else _told_apart(self._with, bare)
        self._marks = self._ink.tobytes()

    def _drawn(self) -> Image.Image:
        picture: Image.Image = self._page.render(scale=self._scale, draw_annots=True).to_pil()
        return picture if picture.mode == "RGB" else picture.convert("RGB")

    def _without(self, objects: Sequence[Any]) -> Image.Image:
        """Return a picture that is white where these objects can be told from what lies around and below them."""
        for one in objects:
            raw.FPDFPageObj_SetIsActive(one, 0)
        try:
            return _told_apart(self._with, self._drawn())
        finally:
            for one in objects:
                raw.FPDFPageObj_SetIsActive(one, 1)

    def at(self, word: Word, span: Span, *, alone: bool) -> tuple[str, str]:
        """Return what of a word is seen, and by which channel the rest is hidden; no channel when all is seen."""
        if self._text.size_of(span[0]) < _TINIEST:
            return "", "pale_text"
        ink = self._without(self._text.objects_of(span)) if alone else self._ink
        if not alone and self._is_plain(word, span[1]):
            return word.text, ""
        letters = range(span[0], span[0] + span[1])
        marks = [self._has_ink(ink, letter) for letter in letters]
        written = [self._text.sign_of(letter) for letter in letters]
        counted = [has for has, sign in zip(marks, written, strict=True) if sign.isalnum()] or marks
        share = sum(counted) / len(counted)
        if share >= 0.75:
            return word.text, ""
        if share <= 0.25:
            return "", self._channel(word)
        return "".join(sign for has, sign in zip(marks, written, strict=True) if has), self._channel(word)

    def _is_plain(self, word: Word, count: int) -> bool:
        """Tell whether three rows of pixels meet ink in every part of a word: nearly all are so, and this is quick."""
        left, top, right, bottom = self._pixels((word.left, word.top, word.right, word.bottom))
        parts = max(2, count // 2)
        if right - left < 2 * parts or word.bottom - word.top > word.right - word.left:
            return False
        middle, high = (top + bottom) // 2, bottom - top
        rows = [
            self._marks[start + left : start + right]
            for start in (row * self._ink.width for row in (middle, middle - high // 6, middle + high // 6))
        ]
        step = (right - left) / parts
        for part in range(parts):
            first, last = int(part * step), int((part + 1) * step)
            if not any(_MARK in row[first:last] for row in rows):
                return False
        return True

    def _has_ink(self, ink: Image.Image, letter: int) -> bool:
        left, bottom, right, top = self._text.letter(letter)
        sides = [one[0] for one in self._place.shown([left, top, right, bottom])]
        if not self._place.holds(*([side] for side in sides)):
            return False
        box = self._pixels((sides[0], sides[1], sides[2], sides[3]))
        inset = (box[2] - box[0]) // 6  # the letter beside it may reach over
        if inset:
            box = (box[0] + inset, box[1], box[2] - inset, box[3])
        return any(ink.crop(box).tobytes())

    def _pixels(self, box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = (side * self._scale for side in box)
        left_most, upper = max(0, math.floor(left)), max(0, math.floor(top))
        right_most, lower = min(self._with.width, math.ceil(right)), min(self._with.height, math.ceil(bottom))
        return left_most, upper, max(right_most, left_most + 1), max(lower, upper + 1)

    def _channel(self, word: Word) -> str:
        """Name the way: on a dark place words lie under a box or in its colour, on a light one they are pale."""
        ground = self._with.crop(self._pixels((word.left, word.top, word.right, word.bottom))).convert("L")
        histogram = ground.histogram()
        total = sum(shade * count for shade, count in enumerate(histogram))
        return "text_under_box" if total < _DARK * sum(histogram) else "invisible_text"


_DARK = 110
_MARK = b"\xff"


def _things_on(page: Any) -> tuple[list[Any], bool]:
    """Return the objects that draw letters, and whether there is anything else on the page."""
    letters, others = [], raw.FPDFPage_GetAnnotCount(page) > 0
    for number, one in enumerate(page.get_objects(max_depth=_DEPTH)):
        if number >= _MOST_OBJECTS:
            raise pdfium.PdfiumError("too many objects")
        if one.type == raw.FPDF_PAGEOBJ_TEXT:
            letters.append(one.raw)
        else:
            others = True
    return letters, others


def _light_table() -> list[int]:
    """Return for each of 256 shades how light it is to the eye, so that equal ratios are equal steps."""
    full = math.log(21)

    def linear(shade: int) -> float:
        part = shade / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return [round(255 * math.log((linear(shade) + 0.05) / 0.05) / full) for shade in range(256)]


_LIGHT = _light_table()
_STEP = 255 * math.log(_LEAST_CONTRAST) / math.log(21)
_TELLS_LIGHT = [255 if step >= _STEP else 0 for step in range(256)]
_TELLS_COLOUR = [255 if step >= _LEAST_COLOUR else 0 for step in range(256)]


def _told_apart(one: Image.Image, other: Image.Image) -> Image.Image:
    light = ImageChops.difference(one.convert("L").point(_LIGHT), other.convert("L").point(_LIGHT)).point(_TELLS_LIGHT)
    red, green, blue = ImageChops.difference(one, other).split()
    colour = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(_TELLS_COLOUR)
    return ImageChops.lighter(light, colour)
