"""Unpacks winmail.dat, in which Outlook sends a letter and its files when it takes the reader for another Outlook.

The letter may be there only as compressed rich text. What is cut off or damaged gives what it still holds.
Source: MS-OXTNEF 2.1 (attributes, property lists and their padding), MS-OXPROPS (property numbers), MS-OXRTFCP.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dueregard.rules.mime.limits import MAX_MAIL_DEPTH, MAX_PACKED_FILES
from dueregard.rules.mime.packed import PackedFile
from dueregard.rules.mime.rich_text import unpacked
from dueregard.rules.mime.text import decode, storable
from dueregard.rules.text.rich_text import words_of_rich_text

SIGNATURE = b"\x78\x9f\x3e\x22"
_HEAD, _LEAST_ATTRIBUTE = 6, 11
_OF_MESSAGE, _OF_FILE = 1, 2
_ATT_SUBJECT, _ATT_BODY, _ATT_DATA, _ATT_TITLE, _ATT_TRANSPORT_NAME = 0x8004, 0x800C, 0x800F, 0x8010, 0x9001
_ATT_NEW_FILE, _ATT_PROPERTIES, _ATT_FILE_PROPERTIES, _ATT_CODE_PAGE = 0x9002, 0x9003, 0x9005, 0x9007
_SUBJECT, _BODY, _RICH_TEXT, _HTML, _HTML_PAGE = 0x0037, 0x1000, 0x1009, 0x1013, 0x3FDE
_SENDER_NAME, _SENDER, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_SHOWN_NAME, _DATA, _SHORT_NAME, _LONG_NAME, _TYPE, _CONTENT_ID = 0x3001, 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
_STRING, _WIDE_STRING, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_VARIABLE = {_STRING, _WIDE_STRING, _OBJECT, _BINARY}
# Bytes of one value of each fixed kind, padding included.
_FIXED = {0x00: 0, 0x01: 0, 0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8}
_FIXED[0x48] = 16
_MANY, _NAMED = 0x1000, 0x8000
# An object is preceded by the kind of thing it is: this one is a message, written as TNEF.
_MESSAGE_INSIDE = bytes.fromhex("0703020000000000c000000000000046")
_CUT = "The winmail.dat is cut short; what is left of it was unpacked."
_DAMAGED = "A piece of the winmail.dat could not be read."


@dataclass(frozen=True)
class InnerMessage:
    """A message kept as a file of another: what it says, and where it stands among the files."""

    subject: str
    sender_name: str
    sender_address: str
    text: str
    html: str


@dataclass(frozen=True)
class Winmail:
    """What a winmail.dat held: the letter as plain text or HTML, the files, messages inside it, and what was odd."""

    text: str
    html: str
    files: tuple[PackedFile, ...]
    messages: tuple[InnerMessage, ...]
    notes: tuple[str, ...]


def read_winmail(data: bytes) -> Winmail:
    """Read winmail.dat attribute by attribute. Never raises, except when memory runs out."""
    if not data:
        return Winmail("", "", (), (), ("The winmail.dat is empty.",))
    if not data.startswith(SIGNATURE):
        return Winmail("", "", (), (), ("The winmail.dat is not in Outlook\u2019s format; it is kept as it arrived.",))
    reading = _Reading()
    _read(reading, data, 0)
    text, html = reading.letter()
    return Winmail(text, html, tuple(reading.files), tuple(reading.messages), tuple(reading.notes))


@dataclass
class _File:
    """One file while its attributes come: the names it is given, and its content."""

    names: dict[int, str] = field(default_factory=dict)
    content: bytes = b""
    declared_type: str = ""
    content_id: str = ""
    message: bytes | None = None

    def name(self) -> str:
        order = (_LONG_NAME, _ATT_TRANSPORT_NAME, _SHORT_NAME, _ATT_TITLE, _SHOWN_NAME)
        return next((self.names[place] for place in order if self.names.get(place)), "")


@dataclass
class _Reading:
    """What has been found so far, of the message and of the messages inside it."""

    said: dict[int, str] = field(default_factory=dict)
    charset: str = "cp1252"
    html_charset: str = ""
    html: bytes = b""
    rich_text: bytes = b""
    current: list[_File] = field(default_factory=list)
    files: list[PackedFile] = field(default_factory=list)
    messages: list[InnerMessage] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)

    def letter(self) -> tuple[str, str]:
        """The best text there is: plain, else of the web page, else of the rich text."""
        plain = self.said.get(_BODY, "") or self.said.get(_ATT_BODY, "")
        html = self.said.get(_HTML, "") or (decode(self.html, self.html_charset).text if self.html else "")
        if plain.strip() or html.strip() or not self.rich_text:
            return plain, html
        try:
            return storable(words_of_rich_text(unpacked(self.rich_text))).strip(), ""
        except ValueError:
            self.notes["The letter in the winmail.dat is rich text that could not be unpacked."] = None
            return "", ""


def _read(reading: _Reading, data: bytes, depth: int) -> None:
    for level, name, content in _attributes(data, reading):
        try:
            if level == _OF_FILE:
                _take_of_file(reading, name, content)
            else:
                _take_of_message(reading, name, content)
        except (ValueError, IndexError):
            reading.notes[_DAMAGED] = None
    for file in reading.current:
        _close(reading, file, depth)


def _attributes(data: bytes, reading: _Reading) -> Iterator[tuple[int, int, bytes]]:
    """Level, name and content of each attribute; of one that is cut off what is left."""
    place = _HEAD
    while place + _LEAST_ATTRIBUTE <= len(data):
        level = data[place]
        if level not in (_OF_MESSAGE, _OF_FILE):
            if data[place:].strip(b"\0"):
                reading.notes["The winmail.dat is followed by data that is not part of it."] = None
            return
        name = int.from_bytes(data[place + 1 : place + 3], "little")
        start = place + 9
        end = start + int.from_bytes(data[place + 5 : start], "little")
        if end + 2 > len(data):
            reading.notes[_CUT] = None
        yield level, name, data[start:end]
        place = end + 2
    if place < len(data) and data[place:].strip(b"\0\r\n"):
        reading.notes[_CUT] = None


def _take_of_message(reading: _Reading, name: int, content: bytes) -> None:
    if name == _ATT_CODE_PAGE:
        reading.charset = _charset(int.from_bytes(content[:4], "little"))
    elif name in (_ATT_BODY, _ATT_SUBJECT):
        reading.said.setdefault(name, _text(content, reading.charset))
    elif name == _ATT_PROPERTIES:
        for number, kind, value in _properties(content):
            _take_property(reading, number, kind, value)


def _take_property(reading: _Reading, number: int, kind: int, value: bytes) -> None:
    if number == _HTML_PAGE:
        reading.html_charset = _charset(int.from_bytes(value[:4], "little"))
    elif number == _RICH_TEXT:
        reading.rich_text = value
    elif number == _HTML and kind == _BINARY:
        reading.html = value
    elif number in (_SUBJECT, _BODY, _HTML, _SENDER_NAME, _SENDER, _SENDER_SMTP):
        reading.said[number] = _value_text(kind, value, reading.charset)


def _take_of_file(reading: _Reading, name: int, content: bytes) -> None:
    if name == _ATT_NEW_FILE or not reading.current:
        if len(reading.current) >= MAX_PACKED_FILES:
            raise ValueError("too many files")
        reading.current.append(_File())
    file = reading.current[-1]
    if name == _ATT_DATA:
        file.content = content
    elif name in (_ATT_TITLE, _ATT_TRANSPORT_NAME):
        file.names[name] = _text(content, reading.charset)
    elif name == _ATT_FILE_PROPERTIES:
        for number, kind, value in _properties(content):
            _take_file_property(file, number, kind, value, reading.charset)


def _take_file_property(file: _File, number: int, kind: int, value: bytes, charset: str) -> None:
    if number == _DATA and kind == _OBJECT:
        if value.startswith(_MESSAGE_INSIDE):
            file.message = value[16:]
        file.content = value[16:]
    elif number == _DATA:
        file.content = value
    elif number in (_SHOWN_NAME, _SHORT_NAME, _LONG_NAME):
        file.names[number] = _value_text(kind, value, charset)
    elif number == _TYPE:
        file.declared_type = _value_text(kind, value, charset)
    elif number == _CONTENT_ID:
        file.content_id = _value_text(kind, value, charset).strip("<>")


def _close(reading: _Reading, file: _File, depth: int) -> None:
    """List a finished file; a message inside it is read too, and its files join the list."""
    inner = _Reading(charset=reading.charset, notes=reading.notes)
    if file.message is not None and depth < MAX_MAIL_DEPTH:
        _read(inner, file.message, depth + 1)
    subject = inner.said.get(_SUBJECT) or inner.said.get(_ATT_SUBJECT, "")
    name = file.name() or (f"{subject}.dat" if subject else "")
    reading.files.append(PackedFile(name, file.content, "", file.declared_type, file.content_id))
    if file.message is None:
        return
    text, html = inner.letter()
    sender = inner.said.get(_SENDER_SMTP) or inner.said.get(_SENDER, "")
    reading.messages.append(InnerMessage(subject, inner.said.get(_SENDER_NAME, ""), sender, text, html))
    reading.files += inner.files
    reading.messages += inner.messages


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Number, kind and first value of each property. Raises: ValueError where the list breaks off"""
    count, place = int.from_bytes(data[:4], "little"), 4
    for _ in range(count):
        if place + 4 > len(data):
            raise ValueError("fewer properties than announced")
        kind = int.from_bytes(data[place : place + 2], "little")
        number = int.from_bytes(data[place + 2 : place + 4], "little")
        place = _after_name(data, place + 4) if number >= _NAMED else place + 4
        values, place = _values(data, place, kind)
        if values:
            yield number, kind & ~_MANY, values[0]


def _after_name(data: bytes, place: int) -> int:
    """Where the value of a named property begins: after the set it belongs to, and its number or its name."""
    if int.from_bytes(data[place + 16 : place + 20], "little") == 0:
        return place + 24
    return place + 24 + _padded(int.from_bytes(data[place + 20 : place + 24], "little"))


def _values(data: bytes, place: int, kind: int) -> tuple[list[bytes], int]:
    """The values of one property without their padding, and where the next property begins."""
    single = kind & ~_MANY
    if single not in _VARIABLE and single not in _FIXED:
        raise ValueError("a kind of property that does not exist")
    count = 1
    if single in _VARIABLE or kind & _MANY:
        count, place = int.from_bytes(data[place : place + 4], "little"), place + 4
    if single in _FIXED:
        size = _FIXED[single]
        return [data[place : place + size]], place + size * count
    values = []
    for _ in range(count):
        if place + 4 > len(data):
            raise ValueError("a value is missing")
        length = int.from_bytes(data[place : place + 4], "little")
        values.append(data[place + 4 : place + 4 + length])
        place += 4 + _padded(length)
    return values, place


def _padded(length: int) -> int:
    return length + -length % 4


def _value_text(kind: int, value: bytes, charset: str) -> str:
    return _text(value, "utf-16-le" if kind == _WIDE_STRING else charset)


def _text(value: bytes, charset: str) -> str:
    return decode(value, charset).text.rstrip("\0").partition("\0")[0]


def _charset(page: int) -> str:
    return _CHARSETS.get(page, f"cp{page}" if 0 < page < 1_400 else "cp1252")


# Windows' numbers of character sets that Python knows by another name.
# Source: Code Page Identifiers, https://learn.microsoft.com/windows/win32/intl/code-page-identifiers
_CHARSETS = {
    1200: "utf-16-le", 1201: "utf-16-be", 10000: "mac_roman", 20127: "ascii", 20866: "koi8-r", 21866: "koi8-u",
    50220: "iso2022_jp", 51932: "euc_jp", 51949: "euc_kr", 52936: "hz", 54936: "gb18030", 65001: "utf-8",
    **{28590 + part: f"iso8859-{part}" for part in range(1, 17) if part != 12},
}  # fmt: skip
