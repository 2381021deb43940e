"""Reads messages that Outlook saved, whatever of them is there: each property is a stream, and none is needed.

Source: MS-OXMSG 2.2 and 2.4 (storages, properties), MS-OXPROPS (property numbers), MS-OXRTFCP (rich text).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from email.message import EmailMessage

import olefile

from dueregard.records.evidence.gateways.readers.markup import text_of_html, text_of_rtf
from dueregard.records.evidence.gateways.readers.opened import Opened, bare_name
from dueregard.records.evidence.gateways.readers.package import BROKEN
from dueregard.records.evidence.gateways.readers.plain import pages
from dueregard.records.evidence.gateways.reading import Item
from dueregard.rules.documents.reading import CouldNotRead, Reason
from dueregard.rules.mime.rich_text import unpacked
from dueregard.rules.text.readable_text import clean

_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER_NAME, _SENDER, _SENDER_SMTP, _TO, _CC = "0C1A", "0C1F", "5D01", "0E04", "0E03"
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _CONTENT = "3707", "3704", "3001", "3701"
_TIMES = (0x00390040, 0x0E060040)  # when it was sent, when it came
_PROPERTIES = "__properties_version1.0"
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_MOST_DEPTH = 10
Path = tuple[str, ...]


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of a message, then its attachments; a message inside it as an e-mail."""
    try:
        with olefile.OleFileIO(file.stream) as ole:
            lines = [*_head(ole, ()), "", *_text(ole, ()).split("\n")]
            attached = list(_attachments(ole, (), 0))
    except (*BROKEN, RecursionError) as fault:
        raise CouldNotRead(Reason.DAMAGED, f"Outlook message: {type(fault).__name__}") from fault
    yield from pages(lines)
    for number, (name, content) in enumerate(attached, start=1):
        yield file.take_out(name, f"attachment {number} of the message", io.BytesIO(content))


def _head(ole: olefile.OleFileIO, path: Path) -> Iterator[str]:
    for name, value in (
        ("From", _sender(ole, path)),
        ("To", _string(ole, path, _TO)),
        ("Cc", _string(ole, path, _CC)),
        ("Sent", _sent(ole, path)),
        ("Subject", _string(ole, path, _SUBJECT)),
    ):
        if value:
            yield f"{name}: {' '.join(value.split())}"


def _sender(ole: olefile.OleFileIO, path: Path) -> str:
    name = _string(ole, path, _SENDER_NAME)
    address = _string(ole, path, _SENDER_SMTP) or _string(ole, path, _SENDER)
    return f"{name} <{address}>" if name and "@" in address and name != address else name or address


def _sent(ole: olefile.OleFileIO, path: Path) -> str:
    """Return the instant of sending, in UTC; a table of fixed-size properties holds it."""
    table = _stream(ole, path, _PROPERTIES)
    found = {}
    for place in range(24 if path else 32, len(table) - 15, 16):
        found[int.from_bytes(table[place : place + 4], "little")] = table[place + 8 : place + 16]
    for tag in _TIMES:
        ticks = int.from_bytes(found.get(tag, b""), "little")
        if 0 < ticks < 4 * 10**17:
            return f"{_EPOCH + dt.timedelta(microseconds=ticks // 10):%Y-%m-%d %H:%M UTC}"
    return ""


def _text(ole: olefile.OleFileIO, path: Path) -> str:
    """Return the best text there is: plain, else of the web page, else of the rich text."""
    plain = _string(ole, path, _BODY)
    if plain.strip():
        return plain
    page = _stream(ole, path, f"__substg1.0_{_HTML}0102") or _string(ole, path, _HTML).encode("utf-8", "replace")
    if page:
        return text_of_html(page)
    packed = _stream(ole, path, f"__substg1.0_{_RTF}0102")
    try:
        return text_of_rtf(unpacked(packed)) if packed else ""
    except ValueError:
        return ""


def _attachments(ole: olefile.OleFileIO, path: Path, depth: int) -> Iterator[tuple[str, bytes]]:
    folders = {tuple(one[: len(path) + 1]) for one in ole.listdir(storages=True) if tuple(one[: len(path)]) == path}
    for folder in sorted(one for one in folders if len(one) > len(path) and one[-1].startswith("__attach_version1.0_")):
        name = next((said for tag in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME) if (said := _string(ole, folder, tag))), "")
        inside = (*folder, f"__substg1.0_{_CONTENT}000D")
        if ole.exists(list(inside)) and depth < _MOST_DEPTH:
            yield _as_email(ole, inside, depth + 1)
        elif content := _stream(ole, folder, f"__substg1.0_{_CONTENT}0102"):
            yield name or "attachment", content


def _as_email(ole: olefile.OleFileIO, path: Path, depth: int) -> tuple[str, bytes]:
    """Return a message inside a message, which has no bytes of its own to take out, written as an e-mail."""
    subject = " ".join(_string(ole, path, _SUBJECT).split())
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["X-Outlook-Sender"] = " ".join(_sender(ole, path).split())
    mail.set_content("\n".join([*_head(ole, path), "", _text(ole, path)]))
    for name, content in _attachments(ole, path, depth):
        mail.add_attachment(content, "application", "octet-stream", filename=bare_name(name))
    return f"{subject or 'message'}.eml", mail.as_bytes()


def _string(ole: olefile.OleFileIO, path: Path, tag: str) -> str:
    wide = _stream(ole, path, f"__substg1.0_{tag}001F")
    if wide:
        return clean(wide.decode("utf-16-le", "replace")).strip()
    narrow = _stream(ole, path, f"__substg1.0_{tag}001E")
    try:
        return clean(narrow.decode("utf-8")).strip()
    except UnicodeDecodeError:
        return clean(narrow.decode("cp1252", "replace")).strip()


def _stream(ole: olefile.OleFileIO, path: Path, name: str) -> bytes:
    place = [*path, name]
    if not ole.exists(place) or ole.get_type(place) != olefile.STGTY_STREAM:
        return b""
    return bytes(ole.openstream(place).read())
