"""Splits an uploaded file into e-mails: an .eml is one, an .mbox is many. What they are is not looked at."""

import re
from collections.abc import Iterator

# A separator carries a time and a year; a sentence that begins with "From " in a careless mbox does not.
SEPARATOR = re.compile(rb"^From \S.*\d{1,2}:\d{2}.*\b\d{4}\b")
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def split_upload(content: bytes, name: str) -> Iterator[bytes]:
    """Return each e-mail's bytes. An .mbox is known by its first line, whatever its name says."""
    if not SEPARATOR.match(content):
        if content.strip():
            yield content
        return
    lines = content.splitlines(keepends=True)
    start, before_is_blank = 0, True
    for place, line in enumerate(lines):
        if before_is_blank and place and SEPARATOR.match(line):
            yield from _message(lines[start + 1 : place])
            start = place
        before_is_blank = line in (b"\n", b"\r\n")
    yield from _message(lines[start + 1 :])


def _message(lines: list[bytes]) -> Iterator[bytes]:
    """Join a message's lines: without the blank one before the next, and with quoted "From " lines as they were."""
    if lines and lines[-1] in (b"\n", b"\r\n"):
        lines = lines[:-1]
    message = QUOTED.sub(rb"\1", b"".join(lines))
    if message.strip():
        yield message
