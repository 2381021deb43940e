"""Writes to the terminal. A sign that could steer it, or turn what is read around, is shown by its number.

Every word of the command goes through here, so that neither a source nor a server can speak to the terminal.
"""

import re
import sys

# What steers a terminal (C0, DEL, C1), breaks a line unseen, or overrides the direction of what follows.
# Source: Unicode 15, section 23.2, and UAX 9, section 2: embeddings, overrides, isolates.
STEERS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(words: str) -> str:
    """Return words of one line in which each sign that could steer is shown, as `‹U+001B›`."""
    return STEERS.sub(lambda sign: f"‹U+{ord(sign[0]):04X}›", words)


def say(words: str) -> None:
    """Write one line of our own."""
    _write(sys.stdout, visible(words))


def tell(words: str) -> None:
    """Write one line about what went wrong, or how far it is."""
    _write(sys.stderr, visible(words))


def show(text: str) -> None:
    """Write somebody's text, line by line. A line ends where its writer pressed the key for it."""
    for line in re.split("\r\n|\n", text):
        say(line)


def _write(stream: object, words: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    safe = words.encode(encoding, "backslashreplace").decode(encoding)  # a terminal that has no such sign
    stream.write(safe + "\n")  # type: ignore[attr-defined]
    stream.flush()  # type: ignore[attr-defined]
