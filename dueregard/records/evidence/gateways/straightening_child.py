"""The child process that lays a photographed slide flat, or looks for it, under the limits of the one that draws pages.

It reads the photograph from its standard input and writes a new JPEG of its pixels alone, or corners as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import BinaryIO

from PIL import Image, ImageFilter

from dueregard.foundation.work.gateways.limits import (
    allow_more_processor_time,
    cut_network,
    die_with_parent,
    set_limits,
)
from dueregard.records.evidence.gateways.picture_child import CPU_SECONDS, MEMORY_BYTES, MOST_PIXELS_READ, OPEN_FILES
from dueregard.rules.documents.corners import SHAPES, coefficients, corners_of, size_of
from dueregard.rules.documents.picture_drawing import as_shown, opened
from dueregard.rules.documents.seen_slide import SIDE, slide_on

QUALITY = 92  # what is read afterwards is read no worse than from the pixels themselves


def main() -> None:
    """Look for the slide, or lay it flat: the arguments name its shape, the longer side wanted, and the corners."""
    what, *numbers = sys.argv[1:]
    cut_network()
    die_with_parent()
    set_limits(memory=MEMORY_BYTES, open_files=OPEN_FILES, file_bytes=0, processes=0)
    allow_more_processor_time(CPU_SECONDS)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS_READ
    if what == "find":
        sys.stdout.buffer.write(json.dumps(found(sys.stdin.buffer)).encode())
    else:
        most, *corners = map(int, numbers)
        pixels = flat(sys.stdin.buffer, corners, what, most)
        pixels.save(sys.stdout.buffer, "JPEG", quality=QUALITY)


def found(source: BinaryIO) -> list[int]:
    """Return the eight numbers of the corners and whether that is sure; nothing where no slide is seen."""
    picture = opened(source)
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    grey = as_shown(picture).convert("L")
    grey.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    soft = grey.filter(ImageFilter.MedianFilter(3))  # grain is no edge
    seen = slide_on(soft.tobytes(), *soft.size)
    return [*seen.corners.flat(), int(seen.is_sure)] if seen else []


def flat(source: BinaryIO, numbers: list[int], shape: str, most: int) -> Image.Image:
    """Return the slide between these corners, laid flat, its longer side no longer than `most` pixels."""
    corners, (ratio, _) = corners_of(numbers), SHAPES[shape]
    picture = as_shown(opened(source))
    size = size_of(corners.on(*picture.size), ratio)
    if max(size) > most:  # made smaller first: pixels between those that are looked up would be lost
        scale = most / max(size)
        picture = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
        size = size_of(corners.on(*picture.size), ratio, most=most)
    there = coefficients(corners.on(*picture.size), size)
    return picture.transform(size, Image.Transform.PERSPECTIVE, there, Image.Resampling.BICUBIC)


if __name__ == "__main__":
    main()
