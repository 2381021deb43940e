"""Which kinds of file can be shown as pictures of pages or played, and how. The bytes are not looked at here."""

from __future__ import annotations

import math

PDF = "application/pdf"
PICTURES = {"image/jpeg", "image/png", "image/tiff", "image/webp", "image/gif", "image/bmp", "image/heic", "image/avif"}
# What a browser plays in an <audio>; what else there is can be downloaded.
SOUNDS = {
    "audio/wav": "audio/wav", "audio/x-wav": "audio/wav", "audio/mpeg": "audio/mpeg", "audio/mp4": "audio/mp4",
    "audio/x-m4a": "audio/mp4", "audio/m4a": "audio/mp4", "audio/ogg": "audio/ogg", "audio/flac": "audio/flac",
    "audio/webm": "audio/webm", "video/mp4": "video/mp4", "video/webm": "video/webm",
}  # fmt: skip

# Pixels of the longer way across a page's picture: what a screen shows, what a reader enlarges, and what a list shows.
WIDTHS = {"": 800, "large": 2200, "thumb": 220}
MOST_PIXELS = 12_000_000
LONGEST_SIDE = 12_000  # WebP holds 16,383


def has_pictures(media_type: str) -> bool:
    """Tell whether pages of such a file have pictures."""
    return media_type == PDF or media_type in PICTURES


def sound_type(media_type: str) -> str:
    """Return the type under which a browser plays such a file, or nothing."""
    return SOUNDS.get(media_type, "")


def scale_for(width: float, height: float, *, wanted: int) -> float:
    """Return by how much a page must be enlarged to be so many pixels wide and yet no larger than a picture may be.

    Raises: ValueError for a page without size.
    """
    if not (width > 0 and height > 0):
        raise ValueError("A page without size has no picture.")
    scale = wanted / width
    return min(scale, math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))
