"""Draws pictures that are files of their own, in one way for all: what is read, marked, shown and published is alike.

A picture is shown upright, in eight bits a colour, on white paper. How large a picture may be, callers decide.
"""

from __future__ import annotations

from typing import Any

import pillow_heif
from PIL import Image, ImageOps

pillow_heif.register_heif_opener(thumbnails=False)
Image.init()
# Of the many formats that Pillow knows, some start other programs.
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "HEIF", "AVIF")
_SEE_THROUGH = {"RGBA", "LA", "PA", "P", "La", "RGBa"}


def opened(source: Any) -> Image.Image:
    """Open a picture without unpacking it. Raises: what Pillow raises of a file that it cannot read"""
    return Image.open(source, formats=FORMATS)


def as_shown(picture: Image.Image) -> Image.Image:
    """Return the picture at which a file was opened as it is seen: upright, in colour or grey, on white paper."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith(("I", "F")):
        return _in_eight_bits(upright)
    if upright.mode in _SEE_THROUGH or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        return Image.alpha_composite(paper, upright.convert("RGBA")).convert("RGB")
    return upright.convert("L" if upright.mode in {"1", "L"} else "RGB")


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return shades beyond 256 as 256: the lightest is white, for a scanner may use a part of its scale only."""
    lightest = max(1, picture.getextrema()[1])
    return picture.point(lambda shade: shade * 255 / lightest).convert("L")
