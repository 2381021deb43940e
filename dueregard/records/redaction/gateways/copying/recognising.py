"""Reads the words on drawn pixels with Tesseract, one thread each, inside the limits of whoever calls."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from dueregard.rules.documents.dither import is_dithered, softened
from dueregard.rules.documents.reading import RecognisedWord, Word

SECONDS_A_PAGE = 240
WHOLE_PAGE, SCATTERED = "3", "11"  # Tesseract's page segmentation: a page of text; words wherever they are
_WORD_LEVEL = "5"


class NoRecognition(Exception):
    """This server has no Tesseract, or it failed on the page."""


def can_recognise() -> bool:
    """Tell whether Tesseract is there at all."""
    return shutil.which("tesseract") is not None


def recognised(picture: Path, *, scale: float, languages: Sequence[str], layout: str = WHOLE_PAGE) -> list[Word]:
    """Return the words on a picture in points, in reading order. Raises: NoRecognition

    The file is one that the caller wrote for this, and may be written anew.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise NoRecognition
    with Image.open(picture) as shown:
        if is_dithered(shown):
            pixels = softened(shown)
            pixels.save(picture, "PNG", compress_level=1)
    command = [program, str(picture), "-", "-l", "+".join(languages) or "eng", "--psm", layout, "--dpi", "200", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program, its arguments are our own)
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS_A_PAGE,
            check=False,
            env={"PATH": os.environ.get("PATH", os.defpath), "OMP_THREAD_LIMIT": "1", "LANG": "C.UTF-8"},
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise NoRecognition from fault
    if done.returncode:
        raise NoRecognition
    rows = csv.DictReader(io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [word for row in rows if (word := _word(row, scale))]


def _word(row: dict[str, str], scale: float) -> Word | None:
    text = "".join(sign for sign in (row.get("text") or "").strip() if sign.isprintable() and not sign.isspace())
    if row.get("level") != _WORD_LEVEL or not text:
        return None
    left, top, width, height = (float(row[side]) / scale for side in ("left", "top", "width", "height"))
    word = Word(text, left, top, left + width, top + height)
    return RecognisedWord.surely(word, max(0.0, float(row["conf"])))
