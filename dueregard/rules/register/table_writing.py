"""How a table that somebody saved is written: its encoding, its separator, and whether its names came through whole.

Knows no columns. What is done with a damaged table is for the caller.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dueregard.rules.text.encodings import encoding_of

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 without a mark",
    "utf-16-be": "UTF-16 without a mark",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
}
SAMPLE = 4096  # bytes in which a mark, or the noughts of UTF-16, are looked for
REPLACED = "\ufffd"  # what programs put where they could not read a letter
# Letters that UTF-8 writes in two or three bytes, read as Windows-1252 and saved so: "Ã´" for "ô", "â€™" for "’".
_SECOND = re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore"))
_TWICE = re.compile(f"[\u00c2-\u00f4][{_SECOND}]{{1,3}}")


@dataclass(frozen=True, slots=True)
class Written:
    """How a table is written."""

    encoding: str  # as Python names it
    separator: str

    @property
    def words(self) -> str:
        """Return the same for people: "UTF-8, separated by commas"."""
        return f"{ENCODINGS[self.encoding]}, separated by {SEPARATORS[self.separator]}"


def encoding_of_all(chunks: Iterable[bytes]) -> str:
    """Return the encoding of a whole text, given in pieces: UTF-8 only if every byte of it is.

    British registers that are not UTF-8 or UTF-16 come in Windows-1252 (Get Information About Schools does).
    """
    pieces = iter(chunks)
    first = next(pieces, b"")
    said = encoding_of(first[:SAMPLE])
    if said not in {"utf-8", "cp1252"}:
        return said
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(first)
        for piece in pieces:
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def separator_of(line: str) -> str:
    """Return what divides the cells of a table's first line: the separator met most often outside quotation marks."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", line)
    return max(SEPARATORS, key=bare.count)


def damage_in(name: str) -> str:
    """Return in words what is wrong with the letters of a name; empty when they are whole."""
    if REPLACED in name:
        return "a letter was lost when the file was saved"
    for found in _TWICE.finditer(name):
        try:
            meant = found[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        return f"“{found[0]}” should probably be “{meant}”"
    return ""


def has_accents(name: str) -> bool:
    """Tell whether a name shows that the encoding is right: it has a letter beyond those of English."""
    return any(letter.isalpha() and not letter.isascii() for letter in name)
