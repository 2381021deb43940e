"""Reads e-mails: a head in words, the text, each attachment as a file. How they are taken apart is in `rules`."""

from __future__ import annotations

import io
from collections.abc import Iterator

from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.plain import pages
from dueregard.records.evidence.gateways.reading import FoundChild, Item
from dueregard.rules.documents.reading import CouldNotRead, Reason
from dueregard.rules.mime.incoming import Address, ReadMail, every_attachment, read_mail

# Of an e-mail some four times its size is needed.
_MOST_BYTES = 200_000_000


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of an e-mail, then its attachments."""
    raw = _bytes_of(file)
    mail = read_mail(raw)
    yield from pages([*_head(mail), "", *mail.text.split("\n")])
    yield from _attached(raw, mail, file)


def attachments(file: Opened) -> Iterator[FoundChild]:
    """Yield the attachments alone, of an e-mail whose pages are drawn. Raises: CouldNotRead"""
    raw = _bytes_of(file)
    yield from _attached(raw, read_mail(raw), file)


def _bytes_of(file: Opened) -> bytes:
    if file.size > _MOST_BYTES:
        raise CouldNotRead(Reason.TOO_LARGE, f"{file.size} bytes of e-mail")
    return file.stream.read()


def _attached(raw: bytes, mail: ReadMail, file: Opened) -> Iterator[FoundChild]:
    contents = every_attachment(raw)
    for part in mail.parts:
        if part.position < len(contents):
            place = f"attachment {part.position + 1} of the e-mail"
            yield file.take_out(part.name, place, io.BytesIO(contents[part.position]))


def _head(mail: ReadMail) -> Iterator[str]:
    sent = mail.sent_at.strftime("%Y-%m-%d %H:%M UTC") if mail.sent_at else ""
    seen = [one for one in mail.recipients if one.header.lower() in {"to", "cc"}]
    for name, value in (
        ("From", _person(mail.sender)),
        ("To", ", ".join(_person(one) for one in seen if one.header.lower() == "to")),
        ("Cc", ", ".join(_person(one) for one in seen if one.header.lower() == "cc")),
        ("Sent", sent),
        ("Subject", mail.subject),
    ):
        if value:
            yield f"{name}: {value}"


def _person(one: Address) -> str:
    return f"{one.name} <{one.address}>" if one.name and one.address else one.name or one.address
