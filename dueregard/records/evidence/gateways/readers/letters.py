"""Reads e-mails, as they were sent or as Outlook saved them: a head in words, the text, each attachment as a file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import oxmsg

from dueregard.records.evidence.gateways.readers.markup import text_of_html
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.outlook import letters_inside, rich_text
from dueregard.records.evidence.gateways.readers.package import BROKEN
from dueregard.records.evidence.gateways.readers.plain import pages
from dueregard.records.evidence.gateways.reading import Item
from dueregard.rules.document_reading import CouldNotRead, Reason
from dueregard.rules.incoming_mail import Address, ReadMail, every_attachment, read_mail

# Of an e-mail some four times its size is needed.
_MOST_BYTES = 200_000_000


def read(file: Opened) -> Iterator[Item]:
    """Yield the pages of an e-mail, then its attachments."""
    if file.size > _MOST_BYTES:
        raise CouldNotRead(Reason.TOO_LARGE, f"{file.size} bytes of e-mail")
    raw = file.stream.read()
    mail = read_mail(raw)
    yield from pages([*_head(mail), "", *mail.text.split("\n")])
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


def read_outlook(file: Opened) -> Iterator[Item]:
    """Yield the pages of a message that Outlook saved, then its attachments."""
    try:
        message = oxmsg.Message.load(file.stream)
        lines = [*_outlook_head(message), "", *_outlook_text(message, file).split("\n")]
        attachments = list(message.attachments)
    except CouldNotRead:
        raise
    except (*BROKEN, LookupError, RecursionError) as fault:
        raise CouldNotRead(Reason.DAMAGED, f"Outlook message: {type(fault).__name__}") from fault
    yield from pages(lines)
    for number, attachment in enumerate(attachments, start=1):
        try:
            name, content = attachment.file_name or f"attachment {number}", attachment.file_bytes
        except (*BROKEN, LookupError):  # one that is broken, or a message: those come below
            continue
        if content is not None:
            yield file.take_out(name, f"attachment {number} of the message", io.BytesIO(content))
    for name, content in letters_inside(file.stream):
        yield file.take_out(name, "a message inside the message", io.BytesIO(content))


def _outlook_head(message: oxmsg.Message) -> Iterator[str]:
    people = [f"{one.name} <{one.email_address}>" if one.name else one.email_address for one in message.recipients]
    values: Iterable[tuple[str, object]] = (
        ("From", message.sender),
        ("To", ", ".join(people)),
        ("Sent", f"{message.sent_date:%Y-%m-%d %H:%M}" if message.sent_date else ""),
        ("Subject", message.subject),
    )
    return (f"{name}: {value}" for name, value in values if value)


def _outlook_text(message: oxmsg.Message, file: Opened) -> str:
    if message.body:
        return message.body
    if message.html_body:
        return text_of_html(message.html_body.encode("utf-8", "replace"))
    return rich_text(file.stream)
