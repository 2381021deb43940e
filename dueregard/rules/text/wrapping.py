"""Wraps plain text for mail as RFC 3676 describes (format=flowed), so that it reads well in every mail program.

The caller decides which text to wrap; its Content-Type then needs `format=flowed`.
"""

import textwrap

WIDTH = 72  # columns, without the space of a soft break; RFC 3676 section 4.2 asks for at most 78
SIGNATURE_MARK = "-- "
_BREAKS = {"\r\n": "\n", "\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}


def wrap_for_mail(text: str) -> str:
    """Wrap every line at WIDTH columns; a soft break ends in one space, a line break of the writer's does not.

    Words, and so web and mail addresses, are never broken. Lines that a mail system could misread (quotes, "From ")
    get the leading space that RFC 3676 section 4.4 asks for.
    """
    for written, line_feed in _BREAKS.items():
        text = text.replace(written, line_feed)
    return "\n".join(_wrap_line(line) for line in text.split("\n"))


def unwrap(text: str) -> str:
    """Undo the soft breaks and leading spaces of a wrapped text, so that each line is a paragraph again."""
    lines: list[str] = []
    is_open = False
    for stuffed in text.replace("\r\n", "\n").split("\n"):
        line = stuffed.removeprefix(" ")
        is_mark = stuffed == SIGNATURE_MARK
        if is_open and not is_mark:
            lines[-1] += line
        else:
            lines.append(line)
        is_open = line.endswith(" ") and not is_mark
    return "\n".join(line if line == SIGNATURE_MARK else line.rstrip() for line in lines)


def _wrap_line(line: str) -> str:
    if line == SIGNATURE_MARK:
        return line
    rows = textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False)
    return " \n".join(_stuffed(row) for row in rows)


def _stuffed(row: str) -> str:
    return f" {row}" if row.startswith((">", "From ", " ")) or row == "--" else row
