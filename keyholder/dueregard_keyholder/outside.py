"""Looks at a sealed file from outside before any program opens it: how big its header is, and of what it is made.

A header is read by every keyholder's `age` stanza by stanza, so a long one would keep it busy. Grease, which Rust's age
puts in to keep readers honest, is passed over by all programs; it counts as any stanza.
Source: age-encryption.org/v1, "Header".
"""

from pathlib import Path

from dueregard_keyholder.problems import Refused

VERSION_LINE = b"age-encryption.org/v1\n"
LARGEST_HEADER = 32 * 1024  # bytes
MOST_STANZAS = 20  # ten keyholders, and as much grease


def check_outside(sealed: Path) -> None:
    """Refuse what has no header, or one that no sealed page and no `age` by hand would make. Raises: Refused"""
    try:
        with sealed.open("rb") as file:
            start = file.read(LARGEST_HEADER + 1)
    except OSError:
        raise Refused("not fetched whole; fetch again") from None
    if not start.startswith(VERSION_LINE):
        raise Refused("no sealed file")
    end = start.find(b"\n--- ")
    closed = start.find(b"\n", end + 1) if end >= 0 else -1
    if not 0 <= closed < LARGEST_HEADER or start[:end].count(b"\n-> ") > MOST_STANZAS:
        raise Refused("header")
