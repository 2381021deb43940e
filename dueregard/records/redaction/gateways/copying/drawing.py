"""Turns a page or a picture into new pixels, with what is taken out covered; nothing but pixels goes on.

What is covered is decided before; places are in points of the page as it is shown.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from dueregard.records.redaction.gateways.copying.growing import grown
from dueregard.rules.documents.dither import is_dithered, lifted, softened
from dueregard.rules.documents.pdf_drawing import as_picture, opened, settled
from dueregard.rules.documents.pdf_words import PageText
from dueregard.rules.documents.picture_drawing import as_shown
from dueregard.rules.documents.picture_drawing import opened as opened_picture
from dueregard.rules.documents.reading import Word
from dueregard.rules.hidden_data.printer_dots import has_printer_dots
from dueregard.rules.redaction.marks import Rectangle
from dueregard.rules.visible.ink import SeenPage, seen_on

DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
MOST_PIXELS = 20_000_000  # A3 at 200 dots an inch has eight million
MOST_PIXELS_READ = 120_000_000
LEAST_DOTS_PER_INCH = 60  # below, nobody could read the page
INK, PLATE = "black", "white"
SMALLEST_LABEL, LARGEST_LABEL = 16, 30  # pixels; smaller letters are a blur that nobody reads
SHORTER = ("removed by us", "by us")  # where the reason does not fit
EDGE = 3  # pixels of black around a label
_GREY = 20  # how far apart the colours of a pixel may be in what is called grey


# How light a box may be on average once it was packed as a JPEG and drawn anew; paper with words on it is above 150.
_DARK = 100
_NARROWEST = 4  # pixels; a box narrower than this is all edge
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}

Box = tuple[int, int, int, int]  # pixels: left, top, right, bottom, the last two outside


class TooLarge(Exception):
    """The page or picture is larger than may be drawn."""


@dataclass(frozen=True, slots=True)
class Cover:
    """One black box on a picture of some size, with the white plate of its reason if it has one."""

    box: Box
    plate: Box | None
    size: tuple[int, int]

    def on(self, size: tuple[int, int]) -> Cover:
        """Return it on the same picture drawn in another size."""
        if size == self.size:
            return self
        across, down = size[0] / self.size[0], size[1] / self.size[1]
        return Cover(_stretched(self.box, across, down), self.plate and _stretched(self.plate, across, down), size)

    def is_dark(self, picture: Image.Image) -> bool:
        """Tell whether a picture, its plates painted over, is really black there."""
        left, top, right, bottom = self.box
        if min(right - left, bottom - top) < _NARROWEST:
            return True
        return ImageStat.Stat(picture.crop(self.box).convert("L")).mean[0] < _DARK


def _stretched(box: Box, across: float, down: float) -> Box:
    return round(box[0] * across), round(box[1] * down), round(box[2] * across), round(box[3] * down)


class Drawn:
    """New pixels, and how many of them make a point."""

    def __init__(self, picture: Image.Image, scale: float) -> None:
        self.picture, self.scale = picture, scale
        self.covers: list[Cover] = []
        self.seen: list[Word] = []  # of a drawing: the words that can be seen on it
        self._is_dotted: bool | None = None

    @property
    def is_dotted(self) -> bool:
        """Tell whether its grey is made of dots: of what is left beside black boxes that is hard to tell."""
        if self._is_dotted is None:
            self._is_dotted = is_dithered(self.picture)
        return self._is_dotted

    def turn(self, degrees: int) -> None:
        """Turn the picture clockwise, before anything is covered."""
        if degrees in _TURNS:
            self.picture = self.picture.transpose(_TURNS[degrees])

    def cover(self, rectangles: Sequence[Rectangle], labels: dict[str, str]) -> None:
        """Paint each rectangle black, grown to a step, with its reason in it where there is room."""
        self._is_dotted = self.is_dotted
        brush = ImageDraw.Draw(self.picture)
        for one in rectangles:
            box = one.pixels(self.scale, self.picture.width, self.picture.height)
            if box[0] < box[2] and box[1] < box[3]:
                box = grown(self.picture, box, self.scale)
                brush.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=INK)
                plate = _label(brush, box, labels.get(one.reason, ""))
                self.covers.append(Cover(box, plate, self.picture.size))

    def blacked(self) -> list[Word]:
        """Return in points what is black: the covers as they have grown."""
        return [Word("", *(side / self.scale for side in one.box)) for one in self.covers]

    def smooth(self, place: Rectangle) -> None:
        """Paint a place in the shade that most of it has."""
        box = place.pixels(self.scale, self.picture.width, self.picture.height)
        if box[0] < box[2] and box[1] < box[3]:
            shades = self.picture.crop(box).quantize(8)
            most = max(range(8), key=shades.tobytes().count)
            ground = (shades.getpalette() or [255] * 24)[3 * most : 3 * most + 3]
            self.picture.paste((ground[0], ground[1], ground[2]), box)

    def recall(self, covers: Sequence[Cover], *, is_dotted: bool | None) -> bool:
        """Take over what was covered when these pixels were first drawn. Tells whether all of it is black still."""
        self._is_dotted = is_dotted
        self.covers = [one.on(self.picture.size) for one in covers]
        seen = self.picture.copy()
        for one in self.covers:  # a later box may have its plate over an earlier one
            if one.plate:
                seen.paste(INK, one.plate)
        return all(one.is_dark(seen) for one in self.covers)

    def keep(self, path: Path) -> None:
        """Write the pixels, and nothing else, as PNG."""
        pixels = _bare(self.picture)
        pixels.save(path, "PNG", compress_level=1)

    def keep_for_reading(self, path: Path) -> None:
        """Write the pixels as Tesseract can read them: what is covered is white, dots are melted into grey.

        Beside black boxes it misses words; among dots it reads none and may go on for minutes.
        """
        pixels = _bare(self.uncovered())
        if self.is_dotted:
            pixels = lifted(softened(pixels)) if self.covers else softened(pixels)
        pixels.save(path, "PNG", compress_level=1)

    def uncovered(self) -> Image.Image:
        """Return the picture with what is covered in white."""
        blank = self.picture.copy()
        brush = ImageDraw.Draw(blank)
        for one in self.covers:
            left, top, right, bottom = one.box
            brush.rectangle((left, top, right - 1, bottom - 1), fill="white")
        return blank


def _label(brush: ImageDraw.ImageDraw, box: Box, label: str) -> Box | None:
    """Write the reason on a small white plate in the box, if there is room; return where the plate is.

    White letters on black are misread by machines.
    """
    if not label:
        return None
    return next((plate for words in (label, *SHORTER) if (plate := _plate(brush, box, words))), None)


def _plate(brush: ImageDraw.ImageDraw, box: Box, label: str) -> Box | None:
    size = min(box[3] - box[1] - 2 * EDGE - 4, LARGEST_LABEL)
    if size < SMALLEST_LABEL:
        return None
    font = ImageFont.load_default(size)
    left, top, right, bottom = brush.textbbox((0, 0), label, font=font)
    wide, high = round(right - left) + 12, round(bottom - top) + 10
    if wide + 2 * EDGE > box[2] - box[0] or high + 2 * EDGE > box[3] - box[1]:
        return None
    x, y = box[0] + EDGE, box[1] + (box[3] - box[1] - high) // 2
    brush.rectangle((x, y, x + wide, y + high), fill=PLATE)
    brush.text((x + 6 - left, y + 5 - top), label, font=font, fill=INK)
    return x, y, x + wide + 1, y + high + 1


def _bare(picture: Image.Image) -> Image.Image:
    """Return the pixels alone, grey where there is no colour: no profile, no remark, no layer goes along."""
    flat = as_shown(picture).convert("RGB")
    red, green, blue = flat.split()
    is_grey = _widest(ImageChops.difference(red, green)) <= _GREY >= _widest(ImageChops.difference(green, blue))
    source = flat.convert("L") if is_grey or has_printer_dots(flat) else flat
    bare = Image.new(source.mode, source.size)
    bare.paste(source)
    return bare


def _widest(band: Image.Image) -> int:
    """Return the largest value of a picture of one band."""
    return max(value for value, count in enumerate(band.histogram()) if count)


def open_pages(source: Path) -> Any:
    """Open a PDF with its form, so that what is filled in is drawn as a reader sees it."""
    return opened(source)


def draw_page(pdf: Any, number: int, *, as_seen: bool = False) -> Drawn:
    """Draw a page, turned and cropped as it is shown. Raises: TooLarge

    With `as_seen`, words that are there and cannot be seen, as those in tiny letters, leave no trace in the pixels.
    """
    page = settled(pdf, number)
    try:
        width, height = page.get_size()
        scale = _scale(width, height)
        drawn = Drawn(as_picture(page, scale), scale)
        if as_seen:
            seen = _looked_at(page)
            drawn.seen = seen.words
            # Where a word is seen in the same place the other leaves no trace: it is below, or cut off.
            for word in missed_by(seen.words, [one.word for one in seen.unseen if one.word.right > one.word.left]):
                drawn.smooth(Rectangle(word.left, word.top, word.right, word.bottom, ""))
        return drawn
    finally:
        page.close()


def missed_by(known: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """Return those words that lie where none of the known ones is."""
    return [word for word in words if not any(_share_a_place(word, one) for one in known)]


def _share_a_place(one: Word, other: Word) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across * 4 > one.right - one.left and down * 4 > one.bottom - one.top


def _looked_at(page: Any) -> SeenPage:
    """Return which words of a page are seen. Raises: TooLarge, where nobody can tell"""
    text = PageText(page)
    try:
        seen = seen_on(page, text, text.placed())
    finally:
        text.close()
    if not seen.is_judged:
        raise TooLarge
    return seen


def _scale(width: float, height: float) -> float:
    wanted = DOTS_PER_INCH / POINTS_PER_INCH
    scale: float = min(wanted, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    if scale * POINTS_PER_INCH < LEAST_DOTS_PER_INCH:
        raise TooLarge
    return scale


def open_picture(content: bytes) -> Image.Image:
    """Open a picture or a file of several. Raises what Pillow raises."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS_READ // 2  # Pillow refuses twice as many
    return opened_picture(io.BytesIO(content))


def draw_picture(picture: Image.Image, number: int, width: float | None) -> Drawn:
    """Draw one picture of a file upright, no larger than it is. `width` is that of its page in points."""
    picture.seek(number - 1)
    upright = as_shown(picture).convert("RGB")
    shrink = min(1.0, (MOST_PIXELS / max(1, upright.width * upright.height)) ** 0.5)
    if shrink < 1.0:
        upright = upright.resize((max(1, int(upright.width * shrink)), max(1, int(upright.height * shrink))))
    return Drawn(upright, upright.width / width if width else DOTS_PER_INCH / POINTS_PER_INCH)
