"""Splits an uploaded file into e-mails: an .eml is one, an .mbox is many. Does not look at what they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dueregard.rules.mime.return_path import return_path_of_separator

# A separator has a time and a year; a sentence that begins with "From " in a careless mbox does not.
SEPARATOR = re.compile(rb"^From \S.*\d{1,2}:\d{2}.*\b\d{4}\b")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """One e-mail of a file. `envelope_from` is the return path that the line before it in an .mbox names, if any."""

    raw: bytes
    envelope_from: str = ""


def split_upload(content: bytes, name: str) -> Iterator[Uploaded]:
    """Return each e-mail. An .mbox is recognised by its first line, whatever its name."""
    if not SEPARATOR.match(content):
        if content.strip():
            yield Uploaded(content)
        return
    lines = content.splitlines(keepends=True)
    start, before_is_blank = 0, True
    for place, line in enumerate(lines):
        if before_is_blank and place and SEPARATOR.match(line):
            yield from _message(lines[start:place])
            start = place
        before_is_blank = line in (b"\n", b"\r\n")
    yield from _message(lines[start:])


def _message(lines: list[bytes]) -> Iterator[Uploaded]:
    """Join a message's lines after its separator: without the blank one before the next, quoted "From " as it was."""
    separator, *lines = lines
    if lines and lines[-1] in (b"\n", b"\r\n"):
        lines = lines[:-1]
    message = QUOTED.sub(rb"\1", b"".join(lines))
    if message.strip():
        yield Uploaded(message, return_path_of_separator(separator.decode("utf-8", "replace")))
