"""Asks the module that knows a file's kind what it visibly says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dueregard.rules.documents.kinds import Kind
from dueregard.rules.hidden_data.packages import Package
from dueregard.rules.mime.html import html_to_text
from dueregard.rules.mime.incoming import read_mail
from dueregard.rules.text.encodings import encoding_of
from dueregard.rules.visible.blocks import MOST_WORDS, Block, Heading, Paragraph, TooMuch
from dueregard.rules.visible.office_texts import visible_in_letter, visible_in_slides
from dueregard.rules.visible.open_texts import visible_in_open_slides, visible_in_open_text
from dueregard.rules.visible.rich_texts import visible_in_rich_text
from dueregard.rules.visible.sheets import (
    visible_in_old_workbook,
    visible_in_open_sheets,
    visible_in_rows,
    visible_in_workbook,
)

_HEAD = 65_536


class NotVisible(ValueError):
    """What a file of this kind shows is not known here."""


def visible(content: bytes, kind: str) -> list[Block]:
    """Return what the bytes show. Raises: NotVisible, TooMuch, and what a reader raises on a broken file"""
    ways: dict[str, Callable[[bytes], Iterator[Block]]] = {
        Kind.XLSX: visible_in_workbook,
        Kind.XLS: visible_in_old_workbook,
        Kind.ODS: lambda raw: visible_in_open_sheets(Package(raw)),
        Kind.DOCX: lambda raw: visible_in_letter(Package(raw)),
        Kind.PPTX: lambda raw: visible_in_slides(Package(raw)),
        Kind.ODT: lambda raw: visible_in_open_text(Package(raw)),
        Kind.ODP: lambda raw: visible_in_open_slides(Package(raw)),
        Kind.CSV: lambda raw: visible_in_rows(_text(raw), delimiter=_delimiter(_text(raw))),
        Kind.TSV: lambda raw: visible_in_rows(_text(raw), delimiter="\t"),
        Kind.EML: _mail,
        Kind.RTF: visible_in_rich_text,
        Kind.HTML: lambda raw: _paragraphs(html_to_text(_text(raw))),
        Kind.TEXT: lambda raw: _paragraphs(_text(raw)),
        Kind.MARKDOWN: lambda raw: _paragraphs(_text(raw)),
    }
    way = ways.get(kind.partition(";")[0].strip().lower())
    if way is None:
        raise NotVisible(kind)
    return list(way(content))


def _text(raw: bytes) -> str:
    text = raw.decode(encoding_of(raw[:_HEAD]), "replace").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text.lstrip("\ufeff") if sign.isprintable() or sign in "\n\t")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _paragraphs(text: str) -> Iterator[Block]:
    if text.count(" ") > MOST_WORDS:
        raise TooMuch
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield Paragraph(paragraph.strip("\n"))


def _mail(raw: bytes) -> Iterator[Block]:
    """Yield what a mail program shows: from whom, when, the subject, the letter. Whom else it went to is left out."""
    mail = read_mail(raw)
    if mail.subject:
        yield Heading(mail.subject)
    name = mail.sender.name or mail.sender.address
    yield Paragraph("\n".join(line for line in (f"From: {name}" if name else "", _sent(mail.sent_at)) if line))
    yield from _paragraphs(mail.text)


def _sent(at: object) -> str:
    return f"Sent: {at:%d/%m/%Y %H:%M} UTC" if at is not None else ""
