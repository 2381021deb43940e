"""Takes the e-mails out of a mailbox (mbox) and of a winmail.dat, each as a file, without holding all of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from dueregard.foundation.mail.gateways.mbox import QUOTED, SEPARATOR
from dueregard.records.evidence.gateways.readers.markup import text_of_html
from dueregard.records.evidence.gateways.readers.opened import Opened
from dueregard.records.evidence.gateways.readers.plain import pages
from dueregard.records.evidence.gateways.reading import Expected, Item
from dueregard.rules.documents.reading import CouldNotRead, Reason
from dueregard.rules.mime.headers import read_fields
from dueregard.rules.mime.winmail import read_winmail

_BLANK = (b"\n", b"\r\n")
_SUBJECT_CHARS = 80
_MOST_WINMAIL = 200_000_000


def has_many(stream: BinaryIO) -> bool:
    """Tell whether a mailbox has more than one mail."""
    return sum(1 for _, _ in zip(_separated(stream), range(2), strict=False)) > 1


def read_mailbox(file: Opened) -> Iterator[Item]:
    """Yield each mail of a mailbox as a file, in its order."""
    yield Expected(0, file.kind.value)
    number = 0
    for number, lines in enumerate(_separated(file.stream), start=1):
        raw = QUOTED.sub(rb"\1", b"".join(lines))
        subject = read_fields(raw, 0, len(raw)).text("subject").replace("/", "-")[:_SUBJECT_CHARS]
        yield file.take_out(f"{number} {subject}.eml", f"e-mail {number} of the mailbox", io.BytesIO(raw))
    if not number:
        raise CouldNotRead(Reason.EMPTY, "no e-mails")


def _separated(stream: BinaryIO) -> Iterator[list[bytes]]:
    """Yield the lines of each mail that has any, without the line before it and the blank one after it."""
    lines: list[bytes] = []
    was_blank = True
    for line in stream:
        if was_blank and SEPARATOR.match(line):
            yield from _whole(lines)
            lines = []
        else:
            lines.append(line)
        was_blank = line in _BLANK
    yield from _whole(lines)


def _whole(lines: list[bytes]) -> Iterator[list[bytes]]:
    if lines and lines[-1] in _BLANK:
        lines = lines[:-1]
    if any(line.strip() for line in lines):
        yield lines


def read_packed_letter(file: Opened) -> Iterator[Item]:
    """Yield the letter that a winmail.dat holds as pages, its messages too, then its files."""
    if file.size > _MOST_WINMAIL:
        raise CouldNotRead(Reason.TOO_LARGE, f"{file.size} bytes of winmail.dat")
    held = read_winmail(file.stream.read())
    text = held.text or text_of_html(held.html.encode())
    for letter in held.messages:
        said = letter.text or text_of_html(letter.html.encode())
        text += f"\n\n{letter.sender_name} {letter.sender_address}\n{letter.subject}\n{said}"
    if text.strip():
        yield from pages(text.split("\n"))
    for number, one in enumerate(held.files, start=1):
        yield file.take_out(one.name, f"attachment {number} of the message", io.BytesIO(one.content))
    if not text.strip() and not held.files:
        raise CouldNotRead(Reason.DAMAGED if held.notes else Reason.EMPTY, "no letter and no files")
