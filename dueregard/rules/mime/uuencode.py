"""Reads files that old mail programmes write into a text between `begin` and `end`: uuencoded, or in base64.

Source: POSIX, uuencode (the lines, their first sign, `begin-base64`).
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from dueregard.rules.mime.limits import MAX_PACKED_FILES
from dueregard.rules.mime.packed import PackedFile

_BEGIN = re.compile(r"^begin(-base64)? [0-7]{3,4} (.{1,200})$", re.MULTILINE)
_BROKEN = "This uuencoded file is cut short or damaged; this is what could be read."


@dataclass(frozen=True)
class _Block:
    content: bytes
    stop: int
    is_whole: bool


def take_out_uuencoded(text: str) -> tuple[str, tuple[PackedFile, ...]]:
    """The text without its uuencoded blocks, and the files; a block that breaks off stays in the text as well."""
    kept: list[str] = []
    files: list[PackedFile] = []
    place = kept_to = 0
    while len(files) < MAX_PACKED_FILES and (begin := _BEGIN.search(text, place)):
        block = _block(text, begin.end() + 1, is_base64=bool(begin.group(1)))
        place = max(block.stop, begin.end())
        if not block.content and not block.is_whole:
            continue
        files.append(PackedFile(begin.group(2).strip(), block.content, "" if block.is_whole else _BROKEN))
        if block.is_whole:
            kept.append(text[kept_to : begin.start()])
            kept_to = block.stop
    kept.append(text[kept_to:])
    return "".join(kept), tuple(files)


def _block(text: str, place: int, *, is_base64: bool) -> _Block:
    """The content from `place` on, and where it ends: at its end mark, or where the next line is none of its own."""
    content = bytearray()
    end_mark = "====" if is_base64 else "end"
    while place < len(text):
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        line = text[place:stop].rstrip("\r")
        if line.rstrip() == end_mark:
            return _Block(bytes(content), min(stop + 1, len(text)), True)
        if len(line) > 100 or not line.isascii() or _BEGIN.match(line):
            break
        try:
            content += binascii.a2b_base64(line) if is_base64 else _line(line)
        except (binascii.Error, ValueError):
            break
        place = stop + 1
    return _Block(bytes(content), min(place, len(text)), False)


def _line(line: str) -> bytes:
    if not line.strip(" `"):
        return b""
    data = line.encode("ascii")
    try:
        return binascii.a2b_uu(data)
    except binascii.Error:
        # Some encoders pad too much; the first sign says how long the line really is.
        length = (((data[0] - 32) & 63) * 4 + 5) // 3
        return binascii.a2b_uu(data[:length])
