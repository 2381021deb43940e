"""The child process that draws one page of a stranger's file under limits: little memory, no files, no network.

It reads the file from its standard input and writes a new WebP, without any of the file's own data, to its output.
"""

from __future__ import annotations

import io
import sys
from typing import BinaryIO

from PIL import Image, ImageChops, ImageStat

from dueregard.foundation.work.gateways.limits import (
    allow_more_processor_time,
    cut_network,
    die_with_parent,
    set_limits,
)
from dueregard.rules.documents.pdf_drawing import as_picture, opened, settled
from dueregard.rules.documents.picture_drawing import as_shown
from dueregard.rules.documents.picture_drawing import opened as opened_picture
from dueregard.rules.documents.picture_kinds import MOST_PIXELS, PDF, scale_for

MEMORY_BYTES = 1024 * 1024 * 1024
OPEN_FILES = 16
CPU_SECONDS = 25
# Pillow refuses what holds more than twice as many: a scanned A3 sheet at 600 dpi still passes.
MOST_PIXELS_READ = 50_000_000
QUALITY = 60
COLOURS = 8
MOST_DIFFERENCE = 8.0  # of 255, on the average: a page of print stays below, a photograph does not


def main() -> None:
    """Draw the page that the arguments name."""
    media_type, number, width = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    cut_network()
    die_with_parent()
    set_limits(memory=MEMORY_BYTES, open_files=OPEN_FILES, file_bytes=0, processes=0)
    allow_more_processor_time(CPU_SECONDS)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS_READ
    source = sys.stdin.buffer
    drawn = page_of_pdf(source, number, width) if media_type == PDF else page_of_picture(source, number, width)
    sys.stdout.buffer.write(as_webp(drawn))


def page_of_pdf(source: BinaryIO, number: int, width: int) -> Image.Image:
    """Draw a page of a PDF as it is shown everywhere."""
    page = settled(opened(source), number)
    return as_picture(page, scale_for(*page.get_size(), wanted=width))


def page_of_picture(source: BinaryIO, number: int, width: int) -> Image.Image:
    """Draw one picture of a file, upright, no larger than it is."""
    picture = opened_picture(source)
    picture.seek(number - 1)
    picture.draft("RGB", (width, width))
    seen = as_shown(picture)
    scale = min(1.0, scale_for(seen.width, seen.height, wanted=width))
    return seen.resize((max(1, int(seen.width * scale)), max(1, int(seen.height * scale))))


def as_webp(drawn: Image.Image) -> bytes:
    """Return the pixels, and nothing else, as WebP."""
    if drawn.width * drawn.height > MOST_PIXELS * 2:
        raise ValueError("The picture is too large.")
    pixels = Image.new("RGB", drawn.size)
    pixels.paste(drawn.convert("RGB"))
    return _few_colours(pixels) or _many_colours(pixels)


def _few_colours(pixels: Image.Image) -> bytes | None:
    """Return a page of print, whose colours are few, without loss: a third of the bytes. None for anything else."""
    few = pixels.quantize(COLOURS).convert("RGB")
    if max(ImageStat.Stat(ImageChops.difference(pixels, few)).rms) > MOST_DIFFERENCE:
        return None
    return _webp(few, lossless=True)


def _many_colours(pixels: Image.Image) -> bytes:
    return _webp(pixels, quality=QUALITY)


def _webp(pixels: Image.Image, **how: int) -> bytes:
    file = io.BytesIO()
    pixels.save(file, "WEBP", method=4, **how)
    return file.getvalue()


if __name__ == "__main__":
    main()
