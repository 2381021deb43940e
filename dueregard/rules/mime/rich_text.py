"""Unpacks the rich text of Outlook's messages.

Source: MS-OXRTFCP, Rich Text Format Compression Algorithm, 2.1 (the forms) and 3.1 (the dictionary and its references).
"""

from __future__ import annotations

import struct

_HEAD = struct.Struct("<IIII")  # length of what follows, length unpacked, kind, checksum
_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_SIZE = 4096
# The words the dictionary starts with, fixed by the format (2.1.3.1.1).
_BEGINNING = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_MOST = 50_000_000


def unpacked(content: bytes) -> bytes:
    """Return the rich text. Raises: ValueError where the format does not allow it"""
    if len(content) < _HEAD.size:
        raise ValueError("too short")
    _, length, kind, _ = _HEAD.unpack_from(content)
    body = content[_HEAD.size :]
    if kind == _PLAIN:
        return body[:length]
    if kind != _PACKED or length > _MOST:
        raise ValueError("unknown form")
    return _unpacked(body)


def _unpacked(body: bytes) -> bytes:
    window = bytearray(_BEGINNING.ljust(_SIZE, b"\0"))
    write = len(_BEGINNING)
    found = bytearray()
    place = 0
    while place < len(body):
        control = body[place]
        place += 1
        for bit in range(8):
            if place >= len(body) or len(found) > _MOST:
                return bytes(found)
            if control & (1 << bit):
                if place + 1 >= len(body):
                    return bytes(found)
                pair = body[place] << 8 | body[place + 1]
                place += 2
                start, count = pair >> 4, (pair & 15) + 2
                if start == write:
                    return bytes(found)
                sign_places = range(start, start + count)
            else:
                window[write] = body[place]
                place += 1
                sign_places = range(write, write + 1)
            for at in sign_places:
                sign = window[at % _SIZE]
                found.append(sign)
                window[write] = sign
                write = (write + 1) % _SIZE
    return bytes(found)
