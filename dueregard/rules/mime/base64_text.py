"""Reads base64 in whatever state it came: stray characters, a lost end, several pieces, words a gateway added.

Source: RFC 2045, 6.8. A gateway that adds a banner or a footer often adds it to the coded body, where it is no data.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_FILLING = re.compile(rb"=[=\s]*")
_CODED_LINE = re.compile(rb"(?=.{4})[A-Za-z0-9+/]+={0,2}")
_LONGER_THAN_WORDS = 40
_ENDS = 2_000
_CODED_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n"


def decode_base64(data: bytes) -> bytes:
    """Decodes base64 as far as it goes: stray characters are skipped, a missing end is padded. Never raises.

    Some senders encode a text piece by piece and join the pieces; each piece then ends in its own padding.
    """
    pieces = [piece for piece in _FILLING.split(data) if piece] if b"=" in data[:-4] else [data]
    return b"".join(map(_decode_piece, pieces))


def base64_and_rest(data: bytes) -> tuple[bytes, bytes]:
    """The decoded content, and the words that stand before or behind it and are no base64. Never raises."""
    if not (data[:_ENDS] + data[-_ENDS:]).translate(None, _CODED_SIGNS):  # what a gateway adds stands at an end
        return decode_base64(data), b""
    lines = [line.strip() for line in data.split(b"\n")]
    runs = list(_runs(lines))
    if not runs:
        is_prose = any(b" " in line for line in lines)
        return (b"", data) if is_prose else (decode_base64(data), b"")
    sure = [run for run in runs if any(_is_surely_data(line) for line in lines[slice(*run)])] or runs[:1]
    first, last = sure[0][0], sure[-1][1]
    around = (b"\n".join(lines[:first]).strip(), b"\n".join(lines[last:]).strip())
    rest = b"\n\n".join(words for words in around if words)
    return decode_base64(b"\n".join(lines[first:last])), rest


def _runs(lines: list[bytes]) -> Iterator[tuple[int, int]]:
    """Where lines that can be base64 follow one another; padding, or a shorter line, ends what was encoded."""
    first = -1
    for place, line in enumerate(lines):
        is_coded = bool(_CODED_LINE.fullmatch(line))
        if first >= 0 and not is_coded:
            yield first, place
            first = -1
        elif is_coded:
            first = place if first < 0 else first
            if line.endswith(b"=") or len(line) < len(lines[first]):
                yield first, place + 1
                first = -1
    if first >= 0:
        yield first, len(lines)


def _is_surely_data(line: bytes) -> bool:
    """A single word of a footer may be valid base64; a long line, or one with padding, is not a word."""
    return len(line) >= _LONGER_THAN_WORDS or line.endswith(b"=")


def _decode_piece(data: bytes) -> bytes:
    try:
        return binascii.a2b_base64(data)
    except (binascii.Error, ValueError):
        signs = _NOT_BASE64.sub(b"", data)
    signs = signs[: len(signs) - 1] if len(signs) % 4 == 1 else signs
    return binascii.a2b_base64(signs + b"=" * (-len(signs) % 4))
