"""Builds winmail.dat for tests: attributes, property lists and compressed rich text, as Outlook writes them.

Source: MS-OXTNEF 2.1; MS-OXRTFCP 2.1.3 (a text in which nothing is referred back to is valid, too).
"""

from __future__ import annotations

import struct

BODY, RICH_TEXT, HTML, HTML_PAGE, SUBJECT, SENDER = 0x1000, 0x1009, 0x1013, 0x3FDE, 0x0037, 0x0C1A
DATA, SHORT_NAME, LONG_NAME, TYPE, CONTENT_ID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
MESSAGE_INSIDE = bytes.fromhex("0703020000000000c000000000000046")
OLE_INSIDE = bytes.fromhex("0b00000000000000c000000000000046")


def tnef(*attributes: bytes, page: int = 1252) -> bytes:
    """Join attributes to a winmail.dat."""
    head = b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x00089006, struct.pack("<I", 0x10000))
    return head + attribute(1, 0x00069007, struct.pack("<II", page, 0)) + b"".join(attributes)


def attribute(level: int, name: int, data: bytes) -> bytes:
    """One attribute with its sum."""
    return struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def message(*properties: bytes) -> bytes:
    """The properties of the message."""
    return attribute(1, 0x00069003, struct.pack("<I", len(properties)) + b"".join(properties))


def file(*properties: bytes, title: bytes = b"", data: bytes | None = None) -> bytes:
    """One file: as attributes of its own, as properties, or both."""
    whole = attribute(2, 0x00069002, bytes(14))
    whole += attribute(2, 0x00018010, title + b"\0") if title else b""
    whole += b"" if data is None else attribute(2, 0x0006800F, data)
    return whole + attribute(2, 0x00069005, struct.pack("<I", len(properties)) + b"".join(properties))


def narrow(name: int, text: bytes) -> bytes:
    """A string in the code page of the message."""
    return _variable(0x1E, name, text + b"\0")


def wide(name: int, text: str) -> bytes:
    """A string in UTF-16."""
    return _variable(0x1F, name, text.encode("utf-16-le") + b"\0\0")


def binary(name: int, data: bytes) -> bytes:
    """A property of bytes."""
    return _variable(0x102, name, data)


def thing(name: int, kind: bytes, data: bytes) -> bytes:
    """An object: what kind of thing it is, then the thing."""
    return _variable(0x0D, name, kind + data)


def number(name: int, value: int) -> bytes:
    """A property of four bytes."""
    return struct.pack("<HHI", 0x03, name, value)


def named(text: str) -> bytes:
    """A property that has a name instead of a number, with two short values."""
    said = text.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<HH", 0x1002, 0x8001) + bytes(16) + struct.pack("<II", 1, len(said))
    return head + said.ljust(len(said) + -len(said) % 4, b"\0") + struct.pack("<III", 2, 7, 8)


def _variable(kind: int, name: int, data: bytes) -> bytes:
    return struct.pack("<HHII", kind, name, 1, len(data)) + data + bytes(-len(data) % 4)


def compressed(text: bytes) -> bytes:
    """Rich text in its compressed form, every sign written out; the end is marked as the format wants it."""
    beginning = 207  # bytes that the dictionary starts with
    body = bytearray()
    signs: list[bytes] = [bytes([sign]) for sign in text]
    end = ((beginning + len(text)) % 4096) << 4
    signs.append(end.to_bytes(2, "big"))
    for place in range(0, len(signs), 8):
        run = signs[place : place + 8]
        body.append(1 << (len(run) - 1) if place + 8 >= len(signs) else 0)
        body += b"".join(run)
    return struct.pack("<III", len(body) + 12, len(text), 0x75465A4C) + bytes(4) + bytes(body)
