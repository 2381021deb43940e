"""What the log may say of an address of the site, and of an error: where, never which person's link, key or words.

A one-time link and a feed's key stand in addresses; a log line that names them would let its reader in. What a stranger
sent can be part of a line: a line is one line, without control signs, and ends.
"""

import logging
import re
from traceback import format_tb
from types import TracebackType

KEPT = 2  # path segments: /join/…, /desk/cases/…
SECRET = {"join", "right-of-reply"}  # what comes after these opens something
LONGEST_LINE = 600  # signs; our own longest is below 300
LONGEST_CHAIN = 5  # errors that led to one another
MOST_PLACES = 30  # that one error came through, the last ones
# Line ends and other control signs, what turns the direction of writing, and halves of signs that cannot be written.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class OnlyPlaces(logging.Filter):
    """Shortens every address in a log line to its first segments."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True always; the line is changed, never dropped."""
        if isinstance(record.args, tuple):
            record.args = tuple(only_place(each) if isinstance(each, str) else each for each in record.args)
        return True


class WithoutWords(logging.Formatter):
    """Writes of an error where it happened and of what kind it was: its own words may hold a name or an address."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (logging's name)
        """Return the line without what could begin another or never end."""
        return one_line(super().formatMessage(record))

    def formatException(  # noqa: N802 (logging's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the places an error came through, and the kinds of it and of those that led to it."""
        lines, error = [], ei[1]
        for _ in range(LONGEST_CHAIN):
            if error is None:
                break
            kind = type(error)
            lines.append(f"{kind.__module__}.{kind.__qualname__} (its message is kept out of the log)")
            lines += [line.rstrip() for line in format_tb(error.__traceback__, -MOST_PLACES)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def one_line(text: str) -> str:
    """Return a text as one line: control signs are written out, and what is beyond LONGEST_LINE signs is counted."""
    plain = _CONTROL.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text[: LONGEST_LINE + 1])
    if len(text) <= LONGEST_LINE and len(plain) <= LONGEST_LINE:
        return plain
    return f"{plain[:LONGEST_LINE]}… (cut: {len(text):,} signs)"


def only_place(text: str) -> str:
    """Return an address without what could identify or open something; other text as it is."""
    if not text.startswith("/"):
        return text
    segments = text.partition("?")[0].split("/")[1:]
    kept = segments[: 1 if segments[0] in SECRET else KEPT]
    return "/" + "/".join(kept) + ("/…" if len(segments) > len(kept) else "")
