"""Reads photographs and scans: each picture is a page, upright as its camera said, and its words are recognised."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image, ImageFile, UnidentifiedImageError

from dueregard.records.evidence.gateways.readers.ocr import page_of_picture
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.reading import Expected, Item, Limits
from dueregard.rules.documents.kinds import Kind
from dueregard.rules.documents.picture_drawing import as_shown, opened
from dueregard.rules.documents.reading import CouldNotRead, ReadPage, Reason, TextSource

# The size of a picture is checked here before it is unpacked; a genuine large scan is made smaller, not refused.
Image.MAX_IMAGE_PIXELS = None
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, IndexError, KeyError, TypeError, OverflowError)
# A resolution outside these is a default of some program, not a truth.
_LEAST_DPI, _MOST_DPI = 90, 1200
# Pictures of a screen are small; Tesseract wants letters some thirty dots high.
_SMALL_SIDE, _SCREEN_DPI, _PHOTO_DPI = 1200, 96.0, 200.0


def read(file: Opened) -> Iterator[Item]:
    """Yield a page for each picture in the file; of a moving picture the first."""
    try:
        picture = opened(file.stream)
        count = getattr(picture, "n_frames", 1) if file.kind == Kind.TIFF else 1
    except UnidentifiedImageError as fault:
        raise CouldNotRead(Reason.DAMAGED, "no picture") from fault
    except _BROKEN as fault:
        raise CouldNotRead(Reason.DAMAGED, type(fault).__name__) from fault
    yield Expected(count, file.kind.value)
    for number in range(file.from_page, count + 1):
        yield _page_at(picture, number, file)


def _page_at(picture: Image.Image, number: int, file: Opened) -> ReadPage:
    try:
        picture.seek(number - 1)
    except _BROKEN:
        return ReadPage(number, "", TextSource.NONE, reason=Reason.DAMAGED)
    return page_of(picture, number, file)


def page_of(picture: Image.Image, number: int, file: Opened) -> ReadPage:
    """Return the page that an opened picture shows, or a page with the reason why it shows nothing."""
    try:
        given, dpi = picture.size[0], dpi_of(picture)
        if not is_bearable(picture, file.options.limits):
            width, height = (side * 72 / dpi for side in picture.size)
            return ReadPage(number, "", TextSource.NONE, width=width, height=height, reason=Reason.PAGE_TOO_BIG)
        dpi *= picture.size[0] / given  # a large photograph is unpacked at a part of its size
        grey, reason = _upright_grey(picture)
    except _BROKEN:
        return ReadPage(number, "", TextSource.NONE, reason=Reason.DAMAGED)
    page = page_of_picture(number, *_fit(grey, dpi, file.options.limits), file)
    return page if reason is None or page.reason is not None else replace(page, reason=reason)


def is_bearable(picture: Image.Image, limits: Limits) -> bool:
    """Tell whether a picture may be unpacked; a JPEG is first told to unpack at a half, a quarter or an eighth."""
    if picture.format in {"JPEG", "MPO"}:
        side = int(limits.drawn_pixels**0.5)
        picture.draft("L", (side, side))
    width, height = picture.size
    return width * height <= limits.picture_pixels


def dpi_of(picture: Image.Image) -> float:
    """Return the picture's resolution as it says, else as pictures of its size usually have."""
    try:
        said = float(picture.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        said = 0.0
    if _LEAST_DPI <= said <= _MOST_DPI:
        return said
    return _SCREEN_DPI if max(picture.size) < _SMALL_SIDE else _PHOTO_DPI


def _upright_grey(picture: Image.Image) -> tuple[Image.Image, Reason | None]:
    reason = None
    try:
        picture.load()
    except OSError:  # cut short: what there is of it is read all the same
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        picture.load()
        reason = Reason.DAMAGED
    return as_shown(picture).convert("L"), reason


def _fit(grey: Image.Image, dpi: float, limits: Limits) -> tuple[Image.Image, float]:
    """Bring a picture to a size that is good to recognise words on; its size in points stays."""
    width, height = grey.size
    scale = 1.0
    if width * height > limits.drawn_pixels:
        scale = (limits.drawn_pixels / (width * height)) ** 0.5
    elif dpi < 150:
        scale = 2.0
    if scale == 1.0 or width * height * scale * scale > limits.drawn_pixels * 1.01:
        return grey, dpi
    new = max(1, round(width * scale)), max(1, round(height * scale))
    return grey.resize(new, Image.Resampling.BICUBIC), dpi * new[0] / width
