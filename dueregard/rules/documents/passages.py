"""What a passage remembers of its place, and how it finds itself again when the page is read anew.

A passage keeps its own words and a few before and after. A better recognition of the page, or a corrected transcript,
moves and changes the text; the words decide then, not the numbers. Its rectangles are asked of the words' places.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from dueregard.rules.documents.text_pieces import Span

CONTEXT = 60  # signs kept before and after
MOST_QUOTED = 4000  # signs of one passage
# Below this likeness (of 100) another text is not taken for the passage; short ones must be found as they are.
_LIKE_ENOUGH = 80
_LEAST_FOR_LIKENESS = 20
_MOST_SEARCHED = 200_000  # signs of a page


class Found(StrEnum):
    """How surely a passage was found again."""

    SAME = "same"  # its words, where they were
    MOVED = "moved"  # its words, elsewhere on the page
    CHANGED = "changed"  # words much like its own
    LOST = "lost"  # not on the page any more


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a passage remembers."""

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage is now; a lost one has no span."""

    found: Found
    span: Span | None


class NoPassage(Exception):
    """These places mark no passage of the text; the words say why."""


def anchor(text: str, start: int, end: int) -> Anchor:
    """Remember a stretch of a page's text, without the space at its ends. Raises: NoPassage"""
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise NoPassage("There are no words between these two places.")
    if end - start > MOST_QUOTED:
        raise NoPassage(f"A passage can have at most {MOST_QUOTED} characters. Choose a shorter one, or cite the page.")
    return Anchor(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def find_again(text: str, known: Anchor) -> Place:
    """Find a passage in the text as it is now."""
    if text[known.start : known.end] == known.quote:
        return Place(Found.SAME, Span(known.start, known.end))
    text = text[:_MOST_SEARCHED]
    exact = [Span(at, at + len(known.quote)) for at in _occurrences(text, known.quote)]
    if exact:
        return Place(Found.MOVED, max(exact, key=lambda span: _fit(text, span, known)))
    spaced = _without_regard_to_space(text, known)
    if spaced:
        return Place(Found.MOVED, spaced)
    return _much_like(text, known)


def find_words(text: str, typed: str) -> Span | None:
    """Return where a text holds words that somebody typed or pasted, whatever its lines and spaces."""
    typed = " ".join(typed.split())
    if not typed or len(typed) > MOST_QUOTED:
        return None
    return _without_regard_to_space(text[:_MOST_SEARCHED], Anchor(0, 0, typed))


def _occurrences(text: str, quote: str) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _fit(text: str, span: Span, known: Anchor) -> tuple[float, int]:
    """Tell how well what stands around a place is what stood around the passage; then, how near it is."""
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    likeness = fuzz.ratio(before, known.prefix) + fuzz.ratio(after, known.suffix)
    return (likeness, -abs(span.start - known.start))


def _without_regard_to_space(text: str, known: Anchor) -> Span | None:
    """Find the words when only line ends, spaces or capitals differ."""
    packed, places = _packed(text)
    wanted, _ = _packed(known.quote)
    found = (
        [Span(places[at], places[at + len(wanted) - 1] + 1) for at in _occurrences(packed, wanted)] if wanted else []
    )
    return max(found, key=lambda span: _fit(text, span, known)) if found else None


def _packed(text: str) -> tuple[str, list[int]]:
    """Return the text in lower case without its spaces, and where each sign of it stood."""
    signs, places = [], []
    for at, sign in enumerate(text):
        if not sign.isspace():
            for small in sign.lower():
                signs.append(small)
                places.append(at)
    return "".join(signs), places


def _much_like(text: str, known: Anchor) -> Place:
    if len(known.quote) < _LEAST_FOR_LIKENESS or len(known.quote) > len(text):
        return Place(Found.LOST, None)
    like = fuzz.partial_ratio_alignment(known.quote, text, score_cutoff=_LIKE_ENOUGH)
    if like is None:
        return Place(Found.LOST, None)
    start, end = like.dest_start, like.dest_end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Place(Found.CHANGED, Span(start, end))
