"""Finds the tiny yellow dots by which colour printers mark a sheet: with which machine it was printed, and when.

They are hard to see and easy to decode. Nothing is decoded here.
Source: Richter, Escher, Schönfeld, Strufe, “Forensic Analysis and Anonymisation of Printed Documents”, IH&MMSec 2018.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageFilter

_SIDE = 1_600  # pixels of the part that is looked at: at 600 dots an inch the pattern is there more than once
_PAPER, _YELLOW = 170, 24  # how light paper is at least; how much less blue a dot has
_FEWEST, _MOST = 40, 1_500
_LARGEST = 6  # pixels across
_LEAST_SPACE = 6.0  # pixels between dots on average: a printed tint is denser
_NEAR = 600  # pixels: how far apart two copies of one dot may be
_BIN = 3
_AGAIN = 0.3  # of the dots are there again at the same distance
_ENOUGH = 400  # dots that are compared with one another
# What to do, beside the notice.
DOTS_SAY = "A copy made here is grey, without them. Scan in grey what you hand on yourself."
_RUN = re.compile(rb"\xff+")

Dot = tuple[int, int]


def has_printer_dots(picture: Image.Image) -> bool:
    """Tell whether a scan in colour has a pattern of tiny yellow dots on its paper."""
    if picture.mode not in {"RGB", "RGBA", "P", "YCbCr", "CMYK"} or min(picture.size) < _SIDE // 4:
        return False
    wide, high = picture.size
    left, top = max(0, (wide - _SIDE) // 2), max(0, (high - _SIDE) // 2)
    part = picture.crop((left, top, min(wide, left + _SIDE), min(high, top + _SIDE))).convert("RGB")
    dots = _dots(part)
    if not _FEWEST <= len(dots) <= _MOST or (part.width * part.height / len(dots)) ** 0.5 < _LEAST_SPACE:
        return False
    return _is_pattern(dots[:_ENOUGH])


def _dots(part: Image.Image) -> list[Dot]:
    """Return the middles of small yellow spots on light paper."""
    red, green, blue = part.split()
    light = ImageChops.darker(red, green)
    yellow = ImageChops.subtract(light, blue).point([255 if shade >= _YELLOW else 0 for shade in range(256)])
    paper = light.point([255 if shade >= _PAPER else 0 for shade in range(256)])
    spots = ImageChops.darker(yellow, paper)
    if spots.getbbox() is None:
        return []
    # What is still there when its edges are taken off is a coloured area, and what touches it is its edge.
    cores = spots.filter(ImageFilter.BoxBlur(_LARGEST // 2)).point([0] * 250 + [255] * 6)
    areas = cores.filter(ImageFilter.BoxBlur(_LARGEST)).point([0] + [255] * 255)
    return _middles(ImageChops.subtract(spots, areas))


def _middles(spots: Image.Image) -> list[Dot]:
    wide, pixels = spots.width, spots.tobytes()
    found: list[Dot] = []
    open_: dict[int, Dot] = {}  # spots of the rows just above, by where they are
    for run in _RUN.finditer(pixels):
        row, first = divmod(run.start(), wide)
        middle = first + (run.end() - run.start()) // 2
        if run.end() - run.start() > _LARGEST:
            continue
        near = [at for at in range(middle - _BIN, middle + _BIN + 1) if at in open_ and row - open_[at][1] <= _LARGEST]
        if not near:
            open_[middle] = (middle, row)
            found.append((middle, row))
            if len(found) > _MOST:
                break
    return found


def _is_pattern(dots: Sequence[Dot]) -> bool:
    """Tell whether many of the dots are there again at one and the same distance: a pattern that is repeated."""
    apart: Counter[Dot] = Counter()
    ordered = sorted(dots, key=lambda dot: (dot[1], dot[0]))
    for place, (x, y) in enumerate(ordered):
        for other_x, other_y in ordered[place + 1 :]:
            down = other_y - y
            if down > _NEAR:
                break
            across = other_x - x
            if abs(across) <= _NEAR and max(abs(across), down) > 4 * _BIN:
                apart[round(across / _BIN), round(down / _BIN)] += 1
    most = max((_with_neighbours(apart, vector) for vector, _ in apart.most_common(8)), default=0)
    # By chance so many pairs would lie in nine bins.
    chance = 9 * sum(apart.values()) / max(1, (2 * _NEAR // _BIN) * (_NEAR // _BIN))
    return most >= _AGAIN * len(dots) and most >= 4 * chance


def _with_neighbours(apart: Counter[Dot], vector: Dot) -> int:
    across, down = vector
    return sum(apart[across + x, down + y] for x in (-1, 0, 1) for y in (-1, 0, 1))
