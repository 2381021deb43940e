"""Where a picture ends in its file, by its own marks: what comes after is no part of it.

Source: ISO 10918-1 annex B (JPEG), RFC 2083 section 3 (PNG), GIF89a, RFC 9649 (WebP), the BITMAPFILEHEADER (BMP).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ALONE = {0x01, *range(0xD0, 0xD9)}


def end_of_picture(content: bytes, kind: str) -> int | None:
    """Return where the first picture of a file ends; nothing where that cannot be told. `kind` is Pillow's word."""
    find = _ENDS.get(kind)
    end = find(content) if find else None
    return end if end is not None and 0 < end <= len(content) else None


def _jpeg(content: bytes) -> int | None:
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return None
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark == 0xD9:
            return at + 2
        elif mark in _ALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if mark == 0xDA:  # then the picture itself, until the next mark that is none of its own
                found = _MARK.search(content, at)
                if found is None:
                    return None
                at = found.start()
    return at + 2 if content[at : at + 2] == b"\xff\xd9" else None


def _png(content: bytes) -> int | None:
    at = 8
    while at + 12 <= len(content):
        name = content[at + 4 : at + 8]
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        if name == b"IEND":
            return at
    return None


def _gif(content: bytes) -> int | None:
    at = 13 + (3 << (content[10] & 7) + 1 if content[10] & 0x80 else 0)
    while at < len(content):
        kind = content[at]
        if kind == 0x3B:
            return at + 1
        if kind == 0x2C:
            flags = content[at + 9] if at + 9 < len(content) else 0
            at += 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
        elif kind == 0x21:
            at += 2
        else:
            return None
        while at < len(content) and content[at]:
            at += 1 + content[at]
        at += 1
    return None


def _webp(content: bytes) -> int | None:
    size = 8 + int.from_bytes(content[4:8], "little")
    return size + size % 2


def _bmp(content: bytes) -> int | None:
    return int.from_bytes(content[2:6], "little") or None


_ENDS: dict[str, Callable[[bytes], int | None]] = {
    "JPEG": _jpeg, "PNG": _png, "GIF": _gif, "WEBP": _webp, "BMP": _bmp,
}  # fmt: skip
