"""The plain blocks of which a copy is set anew, and the taking out of marked words from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.same_words import occurrences, pieces

MOST_CELLS = 200_000
MOST_WORDS = 1_000_000
LEFT_OUT_PICTURE = "[A picture was left out here.]"
_TOKEN = re.compile(r"\S+")


class TooMuch(Exception):
    """The file says more than one copy may hold."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a sheet, a slide, or a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that stand together."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Table


def taken_out(blocks: Iterable[Block], phrases: Sequence[tuple[str, str]]) -> tuple[list[Block], int]:
    """Replace every occurrence of each phrase (words, what stands there instead); return the blocks and how many.

    Words that are spread over the cells of a row, such as a first and a last name, are found as well.
    """
    made: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Table):
            rows = []
            for row in block.rows:
                texts, found = _without(row, phrases)
                rows.append(tuple(texts))
                count += found
            made.append(Table(tuple(rows)))
        else:
            texts, found = _without([block.text], phrases)
            made.append(type(block)(texts[0]))
            count += found
    return made, count


def _without(texts: Sequence[str], phrases: Sequence[tuple[str, str]]) -> tuple[list[str], int]:
    """Take phrases out of texts that stand beside one another. A word's `top` is its text, its sides are its signs."""
    count = 0
    now = list(texts)
    said = "".join(pieces(" ".join(now)))
    for phrase, instead in phrases:
        if "".join(pieces(phrase)) not in said:
            continue
        words = [
            Word(token.group(), token.start(), number, token.end(), number)
            for number, text in enumerate(now)
            for token in _TOKEN.finditer(text)
        ]
        places = occurrences(words, phrase)
        count += len(places)
        for place in reversed(places):
            for number in {int(word.top) for word in place}:
                mine = [word for word in place if int(word.top) == number]
                start, end = int(mine[0].left), int(mine[-1].right)
                now[number] = f"{now[number][:start]}{instead}{now[number][end:]}"
    return now, count
