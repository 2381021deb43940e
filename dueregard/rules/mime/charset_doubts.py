"""Sees where a text was probably read in another character set than it was written in, and says so.

The text is shown as it came: what it should have been is for a person, unless the mail itself names the set elsewhere.
"""

from __future__ import annotations

import re

from dueregard.rules.mime.text import decode, one_line

# The signs that Windows-1252 gives to the bytes which follow the first of a sign in UTF-8.
_FOLLOWING = re.escape("".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0)))
_TWICE = re.compile(
    f"[\u00c2-\u00df][{_FOLLOWING}]|[\u00e0-\u00ef][{_FOLLOWING}]{{2}}|[\u00f0-\u00f4][{_FOLLOWING}]{{3}}"
)
_LATIN_ACCENTS = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192]")
_ASCII_LETTERS = re.compile("[A-Za-z]")
_NAMED_SET = re.compile(rb"=\?([^?\s*]{1,60})[*?]")
_LOOKED_AT = 50_000
_LEAST_FOREIGN, _TIMES_CODED = 8, 3


def coded_twice(text: str) -> str:
    """A sentence with an example where signs of UTF-8 were taken for Windows-1252 and coded again, or nothing."""
    if text.isascii():
        return ""
    part = text[:_LOOKED_AT]
    found = list(_TWICE.finditer(part))
    if not found or (len(found) == 1 and len(part) - len(part.encode("ascii", "ignore")) > len(found[0].group())):
        return ""
    first = found[0].start()
    word = part[max(part.rfind(" ", 0, first), part.rfind("\n", 0, first)) + 1 :][:80].split(maxsplit=1)[0]
    right = word
    for _ in range(_TIMES_CODED):
        right = _TWICE.sub(_decoded_once, right)
    return f"Some of its characters seem to be encoded twice: \u201c{word}\u201d may stand for \u201c{right}\u201d."


def _decoded_once(match: re.Match[str]) -> str:
    return match.group().encode("cp1252").decode("utf-8", "ignore") or match.group()


def reads_as_no_language(text: str) -> bool:
    """Whether it has more accented Latin letters than plain ones: no language in Latin letters has."""
    part = text[:_LOOKED_AT]
    if part.isascii():
        return False
    accents = len(_LATIN_ACCENTS.findall(part))
    return accents >= _LEAST_FOREIGN and accents > len(_ASCII_LETTERS.findall(part))


def read_as_named_elsewhere(content: bytes, charset: str, head: bytes) -> tuple[str, str]:
    """The text in a character set that the header uses for itself, where that makes sense of it; and a sentence."""
    label = one_line(charset)[:40] or "nothing"
    for name in dict.fromkeys(_NAMED_SET.findall(head[:_LOOKED_AT])):
        other = name.decode("ascii", "replace")
        read = decode(content, other)
        if not read.note and not reads_as_no_language(read.text):
            said = f"The text is labelled {label} but that makes no sense; it was read as {one_line(other)[:40]}"
            return read.text, f"{said}, which its header uses."
    return "", f"The text is labelled {label} but that makes no sense: it may be in another character set."
