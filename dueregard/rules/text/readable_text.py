"""Makes text fit to store and search, and cuts long texts into pages that are the same every time.

The readers know where the text comes from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# About a printed page. A paragraph is never cut unless it alone is longer than twice this.
PAGE_CHARS = 3_000
_BAD: dict[int, str | None] = {code: None for code in range(32) if chr(code) not in "\t\n"}
_BAD |= dict.fromkeys((*range(127, 160), *range(55296, 57344), 65279, 65534, 65535))
_BAD |= {0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_ENDS = re.compile(r"\r\n?|\f|\v")
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n")


def clean(text: str) -> str:
    """Return the text in NFC, with newlines as line ends, without NUL, control characters or lone surrogates."""
    if text.isascii():  # nearly every page in English, and many times quicker
        text = text.replace("\r\n", "\n")
        if text.replace("\n", "").replace("\t", "").isprintable():
            return text
    return unicodedata.normalize("NFC", _ENDS.sub("\n", text).translate(_BAD))


def pages_of_text(paragraphs: Iterator[str], *, most: int = PAGE_CHARS) -> Iterator[str]:
    """Yield pages of whole paragraphs. A form feed in a paragraph's beginning starts a page.

    The same paragraphs give the same pages, so that a page can be cited.
    """
    page: list[str] = []
    length = 0
    for given in paragraphs:
        starts_page = given.startswith("\f")
        for paragraph in _bearable(clean(given).strip("\n"), most * 2):
            if page and (starts_page or length + len(paragraph) > most):
                if any(part.strip() for part in page):
                    yield "\n".join(page).strip("\n")
                page, length = [], 0
            starts_page = False
            page.append(paragraph)
            length += len(paragraph) + 1
    if any(part.strip() for part in page):
        yield "\n".join(page).strip("\n")


def _bearable(paragraph: str, most: int) -> Iterator[str]:
    """Cut a paragraph that is too long: at the end of a sentence, or of a word, or wherever it must be."""
    start = 0
    while len(paragraph) - start > most:
        earliest, latest = start + most // 2, start + most
        ends = [found.end() for found in _SENTENCE.finditer(paragraph, earliest, latest)]
        cut = ends[-1] if ends else paragraph.rfind(" ", earliest, latest) + 1 or latest
        yield paragraph[start:cut].rstrip()
        start = cut
    yield paragraph[start:]
