"""A small grammar of known phrases: what may follow what, word by word, with nothing left over.

A phrase is written as `we (will|shall) respond [to {letter}] ({tail})*4`: round brackets choose, square ones may be
left out, `*4` is up to four times, `+4` at least once, `{letter}` another phrase, `<topic>` a word of a given class.
No phrase may contain itself, so a text is read in one pass, one step for each word. What the phrases say and which
words are of a class is for `known_phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

_PIECE = re.compile(r"\s*(\{[a-z_]+\}|[()\[\]|]|[*+]\d+|[^\s()\[\]|*+{}]+)")
# States are kept while a process lives; a text made to fill memory finds them emptied.
MOST_STATES = 20_000


class BadPhrase(ValueError):
    """A phrase of a table cannot be read; the message shows it."""


@dataclass(frozen=True)
class Word:
    """One word, or a class of words in angle brackets."""

    word: str


@dataclass(frozen=True)
class Named:
    """Another phrase, by its name."""

    name: str


@dataclass(frozen=True)
class Row:
    """Pieces one behind the other."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Choice:
    """One of several pieces; an empty row among them means that it may be left out."""

    pieces: tuple[Piece, ...]


Piece = Word | Named | Row | Choice
_NOTHING = Row(())


def read_phrase(text: str) -> Piece:
    """Read the notation.

    Raises:
        BadPhrase: a bracket is missing, or a repeat repeats nothing.
    """
    pieces = _PIECE.findall(text)
    found, place = _choice(pieces, 0, text)
    if place != len(pieces):
        raise BadPhrase(text)
    return found


def _choice(pieces: Sequence[str], place: int, text: str) -> tuple[Piece, int]:
    rows: list[Piece] = []
    row: list[Piece] = []
    while place < len(pieces) and pieces[place] not in ")]":
        piece = pieces[place]
        place += 1
        if piece == "|":
            rows.append(Row(tuple(row)))
            row = []
        elif piece in ("(", "["):
            inner, place = _choice(pieces, place, text)
            if place == len(pieces) or pieces[place] != {"(": ")", "[": "]"}[piece]:
                raise BadPhrase(text)
            place += 1
            row.append(Choice((inner, _NOTHING)) if piece == "[" else inner)
        elif piece[0] in "*+" and piece[1:].isdigit():
            if not row:
                raise BadPhrase(text)
            row.append(_repeated(row.pop(), least=piece[0] == "+", most=int(piece[1:])))
        else:
            row.append(Named(piece[1:-1]) if piece[0] == "{" else Word(piece))
    rows.append(Row(tuple(row)))
    return (rows[0] if len(rows) == 1 else Choice(tuple(rows))), place


def _repeated(piece: Piece, *, least: bool, most: int) -> Piece:
    found: Piece = _NOTHING
    for _ in range(most - 1):
        found = Choice((Row((piece, found)), _NOTHING))
    return Row((piece, found)) if least else Choice((Row((piece, found)), _NOTHING))


def words_in(pieces: Sequence[Piece]) -> frozenset[str]:
    """The words of these pieces; those of phrases they name are not among them."""
    found: set[str] = set()
    waiting = list(pieces)
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Word):
            found.add(piece.word)
        elif isinstance(piece, Row | Choice):
            waiting += piece.pieces
    return frozenset(found)


@dataclass
class _State:
    """Where a reading may stand: what each next word leads to, and what has been said if it ends here."""

    says: frozenset[str]
    after: Mapping[str, frozenset[int]]
    known: dict[tuple[str, str], _State | None] = field(default_factory=dict)


class Phrases:
    """All known phrases, as a machine that takes one step for each word and builds its states when they are needed."""

    def __init__(self, named: Mapping[str, Piece], shapes: Sequence[tuple[str, Piece]]) -> None:
        """`shapes` are what a phrase says, in one word, and the phrase."""
        self._named = named
        self._shapes = shapes
        self.steps = 0
        self._forget()

    @property
    def words(self) -> frozenset[str]:
        """Every word that stands in a phrase."""
        return words_in([*self._named.values(), *(piece for _, piece in self._shapes)])

    def ends(self, words: Sequence[str], classes: Sequence[str], start: int = 0) -> list[tuple[int, frozenset[str]]]:
        """Where a known phrase that begins at `start` may end, shortest first, and what it then says.

        `classes` gives each word's class, or nothing.
        """
        if len(self._states) >= MOST_STATES:
            self._forget()
        found: list[tuple[int, frozenset[str]]] = []
        state: _State | None = self._start
        place = start
        while state is not None:
            if state.says:
                found.append((place, state.says))
            if place == len(words):
                break
            state = self._next(state, words[place], classes[place])
            place += 1
        return found

    def _next(self, state: _State, word: str, of_class: str) -> _State | None:
        self.steps += 1
        key = (word, of_class)
        if key not in state.known:
            rests = state.after.get(word, frozenset()) | state.after.get(of_class, frozenset())
            state.known[key] = self._state(rests) if rests else None
        return state.known[key]

    def _forget(self) -> None:
        # A rest is what must still be read: a piece and, behind it, the number of another rest.
        self._numbers: dict[tuple[int, int] | str, int] = {}
        self._rests: list[tuple[Piece, int] | str] = []
        self._states: dict[frozenset[int], _State] = {}
        self._start = self._state(frozenset(self._rest(piece, self._end(says)) for says, piece in self._shapes))

    def _end(self, says: str) -> int:
        if says not in self._numbers:
            self._numbers[says] = len(self._rests)
            self._rests.append(says)
        return self._numbers[says]

    def _rest(self, piece: Piece, behind: int) -> int:
        key = (id(piece), behind)
        if key not in self._numbers:
            self._numbers[key] = len(self._rests)
            self._rests.append((piece, behind))
        return self._numbers[key]

    def _state(self, rests: frozenset[int]) -> _State:
        if rests not in self._states:
            self._states[rests] = self._opened(rests)
        return self._states[rests]

    def _opened(self, rests: frozenset[int]) -> _State:
        """Open each rest until a word is in front."""
        says: set[str] = set()
        after: dict[str, set[int]] = {}
        seen = set(rests)
        waiting = list(rests)
        while waiting:
            rest = self._rests[waiting.pop()]
            if isinstance(rest, str):
                says.add(rest)
                continue
            piece, behind = rest
            if isinstance(piece, Word):
                after.setdefault(piece.word, set()).add(behind)
                continue
            new = [number for number in self._inside(piece, behind) if number not in seen]
            seen.update(new)
            waiting += new
        return _State(frozenset(says), {word: frozenset(numbers) for word, numbers in after.items()})

    def _inside(self, piece: Named | Row | Choice, behind: int) -> Collection[int]:
        if isinstance(piece, Named):
            return (self._rest(self._named[piece.name], behind),)
        if isinstance(piece, Choice):
            return [self._rest(each, behind) for each in piece.pieces]
        for each in reversed(piece.pieces):
            behind = self._rest(each, behind)
        return (behind,)
