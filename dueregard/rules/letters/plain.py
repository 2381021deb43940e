"""Writes a motion or letter as plain text, as it stands in an e-mail: 72 columns, lists with their numbers."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from dueregard.rules.letters.document import Document
from dueregard.rules.letters.markup import Block, Heading, Items, Quotation

WIDTH = 72
UNBROKEN = 1_000_000
LONGEST_RULE = 40  # signs under a heading: a longer row would break on a phone
_NUMBERED = re.compile(r"\d{1,3}\. (\S.*)")
_UNDER = {1: "=", 2: "-"}


def as_text(document: Document, *, width: int = WIDTH) -> str:
    """Return the whole text, each line at most that many columns but for words that are longer."""
    return "\n\n".join("\n".join(_lines(one, width)) for one in document.blocks) + "\n"


def as_lines(document: Document) -> str:
    """Return the whole text with each paragraph and item on one line, for a page, or for whoever wraps it for mail."""
    return as_text(document, width=UNBROKEN)


def numbered_lines(text: str) -> tuple[str, ...]:
    """Return the items of numbered lists in a text that `as_lines` wrote: what a letter asks for, without numbers."""
    return tuple(found[1].rstrip(" ;,") for line in text.splitlines() if (found := _NUMBERED.match(line)))


def _lines(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Heading):
        rows = _wrapped(block.text, width)
        yield from rows
        if under := _UNDER.get(block.level):
            yield under * min(max(map(len, rows)), LONGEST_RULE)
    elif isinstance(block, Items):
        for number, item in enumerate(block.items, start=1):
            mark = f"{number}. " if block.is_numbered else "- "
            yield from _wrapped(item, width, mark)
    elif isinstance(block, Quotation):
        for line in block.lines:
            yield from _wrapped(line, width, "> ", "> ") or [">"]
    else:
        for line in block.lines:
            yield from _wrapped(line, width)


def _wrapped(text: str, width: int, first: str = "", later: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first) if later is None else later,
        break_long_words=False,
        break_on_hyphens=False,
    )
