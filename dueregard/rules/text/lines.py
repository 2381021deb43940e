"""Decides what a name, a title or any other text of one line may hold: no line end, no control sign. Pure.

Such signs cannot be seen, break feeds, calendars and letters' headers, and turn the reading of what stands beside them.
Source: XML 1.0, 2.2 (signs that XML has no way to write); RFC 5322, 2.2 (headers); Unicode 16, 23.1 and 23.2.
"""

from __future__ import annotations

import re

# Everything that starts a new line or field somewhere: tab, line ends, the separators of files, groups and records.
_ENDS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]\\s*")
# Control signs, marks that turn the direction of writing, broken pairs, and what is no character in any text.
_NEVER = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
# The same in a text of several lines, whose line ends and tabs stay.
_NEVER_IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    """Return the text on one line: line ends and tabs become a space, and control signs go. The rest stays as it is."""
    if text.isascii() and text.isprintable():  # nearly every name, and many times quicker
        return text
    return _NEVER.sub("", _ENDS.sub(" ", text))


def has_hidden_signs(text: str) -> bool:
    """Tell whether a line holds what nobody sees; a line end or a tab, which pasting brings, is none."""
    return bool(_NEVER.search(text))


def writable(text: str) -> str:
    """Return a text of several lines without the signs that feeds, calendars and office files have no way to write."""
    return text if text.isprintable() else _NEVER_IN_TEXT.sub("", text)
