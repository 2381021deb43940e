"""Cuts a page's text where marks begin and end, so that a page can show each piece with the marks that lie on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_FULL = 0.75
_BEGINS = re.compile(r"\s*(?:[-–—•·*▪◦]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text under the same marks from its first sign to its last."""

    text: str
    is_found: bool = False  # one of the words that somebody looks for
    is_passage: bool = False  # the passage a link leads to
    is_first: bool = False  # the first piece of that passage, or else of what was found


def cut(text: str, *, found: Sequence[Span] = (), passage: Span | None = None) -> tuple[Piece, ...]:
    """Return the text in pieces; joined, they are the text again. Marks beyond its end are left out."""
    edges = {0, len(text)}
    for span in (*found, *([passage] if passage else [])):
        edges |= {min(max(span.start, 0), len(text)), min(max(span.end, 0), len(text))}
    places = sorted(edges)
    first = passage.start if passage else (found[0].start if found else -1)
    pieces, at = [], 0
    for start, end in pairwise(places):
        while at < len(found) and found[at].end <= start:
            at += 1
        pieces.append(
            Piece(
                text[start:end],
                is_found=at < len(found) and found[at].start <= start,
                is_passage=passage is not None and passage.start <= start < passage.end,
                is_first=start == first,
            )
        )
    return tuple(pieces)


def joined_lines(text: str) -> str:
    """Return the text with a space for each line end that only the width of the paper made; no sign moves.

    A line that is much shorter than the longest ones ends where its writer wanted it to; so does one before a gap, a
    sign of a list or a number.
    """
    lines = text.split("\n")
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    if len(lengths) < 2:
        return text
    usual = lengths[int(len(lengths) * 0.8)] * _FULL
    parts = []
    for line, after in pairwise(lines):
        is_full = len(line.strip()) >= usual and bool(after.strip()) and not _BEGINS.match(after)
        parts += [line, " " if is_full else "\n"]
    return "".join([*parts, lines[-1]])


def opening(text: str, *, signs: int = 240) -> str:
    """Return the beginning of a text on one line, cut at a word."""
    line = " ".join(text[: signs * 3].split())
    if len(line) <= signs:
        return line
    return f"{line[:signs].rsplit(' ', 1)[0]} …"


def around(text: str, span: Span, *, signs: int = 110) -> str:
    """Return a span with what stands around it, on one line."""
    start, end = max(0, span.start - signs), min(len(text), span.end + signs)
    line = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{line}{' …' if end < len(text) else ''}"


def words_behind(text: str) -> str:
    """Return a text that was cut off at its beginning, from its first whole word on."""
    parts = text.split(None, 1)
    return text if len(parts) < 2 or text[:1].isspace() else f"{parts[1]}"


def words_before(text: str) -> str:
    """Return a text that was cut off at its end, up to its last whole word."""
    parts = text.rsplit(None, 1)
    return text if len(parts) < 2 or text[-1:].isspace() else parts[0]
