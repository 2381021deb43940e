"""Reads words that are turned against the others of a page: heads of narrow columns, names beside the axis of a chart.

PDFium takes a page line by line from its top, so letters that stand above one another come out as lines of their own,
and a line that stands on its head from its last piece to its first. Here the pieces are put together again by where
they stand. Words turned by other angles than quarters it reads right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

Span = tuple[int, int]  # the first of a word's letters on its page, and how many they are
Part = tuple[str, int, int]  # a word, and where it begins and ends in the text
_QUARTER = math.pi / 2
_NEARLY = 0.25  # radians from a quarter
_SAME = 0.06  # radians
_MOST_LETTERS = 500  # of a word
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
# In heights of the letters: how far a piece may stand above the line of the one before, lie over it, and be away.
_OFF_LINE, _OVER, _IN_WORD, _IN_LINE = 0.3, 0.5, 0.2, 1.2


class Letters(Protocol):
    """What is asked about the letters of a page."""

    def turned_by(self, number: int) -> float | None:
        """Return by how much a letter is turned against the clock, in radians; nothing where nobody knows."""

    def stands_at(self, number: int) -> tuple[float, float]:
        """Return where a letter stands on its line."""

    def letter(self, number: int) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of a letter."""

    def size_of(self, number: int) -> float:
        """Return the size of its font in points."""

    def is_space(self, number: int) -> bool:
        """Tell whether a letter is a space that the file itself has."""


@dataclass(slots=True)
class _Piece:
    """A piece of a turned line: from where to where it goes along the line, and where that line is."""

    number: int  # of the part
    text: str
    along: tuple[float, float]
    line: float
    size: float


@dataclass(slots=True)
class _Run:
    """Pieces that follow one another along a line, in the order in which they are read."""

    pieces: list[_Piece]
    is_backwards: bool = False


def put_together(
    letters: Letters, written: str, parts: Sequence[Part], spans: Sequence[Span], upright: float
) -> tuple[str, list[Part], list[Span]]:
    """Return the text with its turned words whole, its parts and their spans. `upright` is how most letters stand."""
    turns = [_turn_of(letters, span, upright) for span in spans]
    pieces: list[str] = []
    made: list[Part] = []
    made_spans: list[Span] = []
    at = length = number = 0
    while number < len(parts):
        last = _last_of_run(turns, number)
        if turns[number] is None or last == number:
            text, start, end = parts[number]
            pieces += [written[at:start], written[start:end]]
            length += start - at
            made.append((text, length, length + end - start))
            made_spans.append(spans[number])
            length, at, number = length + end - start, end, number + 1
            continue
        start, end = parts[number][1], parts[last][2]
        pieces.append(written[at:start])
        length, at = length + start - at, end
        for text, before, span in _words(letters, parts, spans, number, last, turns[number] or 0.0):
            pieces += [before, text]
            length += len(before)
            made.append((text, length, length + len(text)))
            made_spans.append(span)
            length += len(text)
        number = last + 1
    pieces.append(written[at:])
    return "".join(pieces), made, made_spans


def _turn_of(letters: Letters, span: Span, upright: float) -> float | None:
    """Return by how much a word is turned, if by about a quarter or two against most words; nothing if not."""
    turn = letters.turned_by(span[0])
    if turn is None:
        return None
    against = (turn - upright) % (4 * _QUARTER)
    quarters = round(against / _QUARTER)
    return turn if quarters % 4 and abs(against - quarters * _QUARTER) < _NEARLY else None


def _last_of_run(turns: Sequence[float | None], first: int) -> int:
    last, turn = first, turns[first]
    while turn is not None and last + 1 < len(turns):
        following = turns[last + 1]
        if following is None or abs(following - turn) > _SAME:
            break
        last += 1
    return last


def _words(
    letters: Letters, parts: Sequence[Part], spans: Sequence[Span], first: int, last: int, turn: float
) -> Iterator[tuple[str, str, Span]]:
    """Yield the words of some turned pieces: the word, what parts it from the one before, and its letters."""
    begins = ""
    numbers = range(first, last + 1)
    for run in _runs([_piece(letters, parts[number][0], spans[number], number, turn) for number in numbers]):
        text, span = "", (0, 0)
        before = begins
        for place, piece in enumerate(run.pieces):
            said, own = piece.text, spans[piece.number]
            if place and _is_one_word(letters, run.pieces[place - 1], piece, span, own):
                text, span = text + said, _both(span, own)
                continue
            if place:
                yield text, before, span
                before = " "
            text, span = said, own
        yield text, before, span
        begins = "\n"


def _piece(letters: Letters, text: str, span: Span, number: int, turn: float) -> _Piece:
    across, up = math.cos(turn), math.sin(turn)
    ends: list[float] = []
    middles: list[float] = []
    for letter in range(span[0], span[0] + min(span[1], _MOST_LETTERS)):
        left, bottom, right, top = letters.letter(letter)
        if right <= left and top <= bottom:  # a sign that PDFium put in
            continue
        ends += [across * x + up * y for x in (left, right) for y in (bottom, top)]
        middles.append((across * (left + right) + up * (bottom + top)) / 2)
    x, y = letters.stands_at(span[0])
    size = letters.size_of(span[0])
    line, size = across * y - up * x, size if math.isfinite(size) else 1.0
    if not ends:
        return _Piece(number, text, (0.0, 0.0), line, size)
    if len(middles) == len(text) and not _RIGHT_TO_LEFT.search(text):
        text = "".join(sign for _, sign in sorted(zip(middles, text, strict=True), key=lambda one: one[0]))
    return _Piece(number, text, (min(ends), max(ends)), line, size)


def _runs(pieces: Sequence[_Piece]) -> Iterator[_Run]:
    run = _Run([pieces[0]])
    for piece in pieces[1:]:
        before = run.pieces[-1]
        goes_on = _follows(before, piece) and not run.is_backwards
        goes_back = _follows(piece, before) and (run.is_backwards or len(run.pieces) == 1)
        if goes_on or goes_back:
            run.is_backwards = not goes_on
            run.pieces.append(piece)
        else:
            yield _read(run)
            run = _Run([piece])
    yield _read(run)


def _read(run: _Run) -> _Run:
    if run.is_backwards:
        run.pieces.reverse()
    return run


def _follows(one: _Piece, other: _Piece) -> bool:
    gap = other.along[0] - one.along[1]
    size = max(one.size, other.size)
    return abs(one.line - other.line) < _OFF_LINE * size and -_OVER * size < gap < _IN_LINE * size


def _is_one_word(letters: Letters, one: _Piece, other: _Piece, span: Span, own: Span) -> bool:
    if other.along[0] - one.along[1] >= _IN_WORD * max(one.size, other.size):
        return False
    # Of a line drawn backwards, the space between two pieces in the file stands elsewhere on the page.
    return not any(letters.is_space(number) for number in range(span[0] + span[1], own[0]))


def _both(one: Span, other: Span) -> Span:
    first, last = min(one[0], other[0]), max(one[0] + one[1], other[0] + other[1])
    return first, last - first
