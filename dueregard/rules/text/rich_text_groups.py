"""Finds what a text in RTF holds beside its paragraphs: headers, footers, footnotes, and the words of boxes.

Source: Rich Text Format Specification 1.9.1, headers and footers, footnotes, drawing objects (`shptxt`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEGINS = re.compile(r"\{\s*\\(header[lrf]?|footer[lrf]?|footnote|shptxt)(?![a-zA-Z])")
_SIGN = re.compile(r"\\bin(\d{1,10}) ?|\\.|[{}]", re.DOTALL)
_MOST_TIMES = 8  # a text that nests deeper than this is not walked through again and again


class NestsTooDeep(ValueError):
    """The groups lie in one another so often that nobody can tell what each holds."""


def groups_beside(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each such group, also of those that lie in others. Raises: NestsTooDeep"""
    left = _MOST_TIMES * (len(text) + 1)
    for begin in _BEGINS.finditer(text):
        end = _end_of(text, begin.end())
        left -= end - begin.end()
        if left < 0:
            raise NestsTooDeep
        yield begin.group(1), text[begin.end() : end]


def _end_of(text: str, place: int) -> int:
    """Return where the group ends whose inside begins here: at the end of a text that is cut short."""
    depth = 1
    while found := _SIGN.search(text, place):
        place = found.end()
        if found.group(1):
            place += int(found.group(1))
        elif found.group() in "{}":
            depth += 1 if found.group() == "{" else -1
            if not depth:
                return found.start()
    return len(text)
