"""Scans in black and white that imitate grey by dots: Tesseract reads nothing of them, softened nearly all.

Which pages are recognised, and what follows, is decided by callers. Source: findings/tesseract-reads-no-dithered-page.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter, ImageStat

_TWO_TONED = 0.8  # share of pixels that are nearly black or nearly white; as a JPEG a page of dots has nine in ten
_DARK, _LIGHT = 40, 215
_RESTLESS = 0.03  # share of pixels that differ from those around them; in plain print it is about a hundredth
_TILE = 500  # pixels; three of them are looked at
_SOFT = 2.0  # pixels
_LIGHTEST_PAPER, _DARKEST_PAPER = 255, 200  # shades; melted dots leave no pure white
_LEAST_PAPER = 0.1  # share of pixels
_NOISE = 45  # shades below that of the paper that melted dots reach


def is_dithered(picture: Image.Image) -> bool:
    """Tell whether a picture imitates grey by black dots."""
    counted = picture.convert("L").histogram()
    if sum(counted[:_DARK]) + sum(counted[_LIGHT:]) < _TWO_TONED * sum(counted):
        return False
    return max(map(_restlessness, _tiles(picture.convert("L")))) > _RESTLESS


def _tiles(picture: Image.Image) -> list[Image.Image]:
    wide, high = min(_TILE, picture.width), min(_TILE, picture.height)
    left = (picture.width - wide) // 2
    tops = {0, (picture.height - high) // 2, picture.height - high}
    return [picture.crop((left, top, left + wide, top + high)) for top in sorted(tops)]


def _restlessness(tile: Image.Image) -> float:
    calm = tile.filter(ImageFilter.MedianFilter(3))
    return ImageStat.Stat(ImageChops.difference(tile, calm)).mean[0] / 255


def softened(picture: Image.Image) -> Image.Image:
    """Return the same size with its dots melted into grey."""
    return picture.convert("L").filter(ImageFilter.GaussianBlur(_SOFT))


def lifted(soft: Image.Image) -> Image.Image:
    """Return a softened picture whose paper is white: without print on it the grain of the dots is read as letters.

    What is darker than the grain stays darker, so that one name among much that is covered is still read.
    """
    counted = soft.convert("L").histogram()
    shades = range(_DARKEST_PAPER, _LIGHTEST_PAPER)
    if sum(counted[shade] for shade in shades) < _LEAST_PAPER * sum(counted):
        return soft
    white = max(shades, key=counted.__getitem__) - _NOISE
    return soft.convert("L").point([min(255, shade * 255 // white) for shade in range(256)])
