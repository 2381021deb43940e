"""A small grammar of known phrases: what may follow what, word by word, with nothing left over.

A phrase is written as `we (will|shall) respond [to {letter}] ({tail})*4`: round brackets choose, square ones may be
left out, `*4` is up to four times, `+4` at least once, `{letter}` another phrase, `<topic>` a word of a given class.
No phrase may contain itself, so a text is read in one pass, one step for each word. What the phrases say and which
words are of a class is for `known_phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_PIECE = re.compile(r"\s*(\{[a-z_]+\}|[()\[\]|]|[*+]\d+|[^\s()\[\]|*+{}]+)")
# States are kept while a process lives; a text made to fill memory finds them emptied.
MOST_STATES = 20_000


class BadPhrase(ValueError):
    """A phrase of a table cannot be read; the message shows it."""


@dataclass(frozen=True, eq=False)
class Word:
    """One word, or a class of words in angle brackets."""

    word: str


@dataclass(frozen=True, eq=False)
class Named:
    """Another phrase, by its name."""

    name: str


@dataclass(frozen=True, eq=False)
class Row:
    """Pieces one behind the other."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, eq=False)
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
    """Where a reading may stand: what must still be read, in all ways there are, and what is said if it ends here."""

    says: frozenset[str]
    rests: frozenset[int]
    known: dict[tuple[str, str], _State | None] = field(default_factory=dict)


class Phrases:
    """All known phrases, as a machine that takes one step for each word and builds its states when they are needed."""

    def __init__(self, named: Mapping[str, Piece], shapes: Sequence[tuple[str, Piece]]) -> None:
        """`shapes` are what a phrase says, in one word, and the phrase."""
        self._named = named
        self._shapes = shapes
        self.steps = 0
        # Of each piece: the words it may begin with, whether it may be empty, and what is left of it behind a word.
        self._begins: dict[int, frozenset[str]] = {}
        self._empty: dict[int, bool] = {}
        self._left: dict[tuple[int, str], frozenset[tuple[Piece, ...]]] = {}
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

    def _forget(self) -> None:
        # A rest is a piece that must still be read and the number of the rest behind it; behind the last: what it says.
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
            says = (self._says(rest) for rest in rests)
            self._states[rests] = _State(frozenset(word for word in says if word), rests)
        return self._states[rests]

    def _says(self, number: int) -> str:
        """What is said if all that must still be read may be left out."""
        rest = self._rests[number]
        while not isinstance(rest, str):
            if not self._may_be_empty(rest[0]):
                return ""
            rest = self._rests[rest[1]]
        return rest

    def _next(self, state: _State, word: str, of_class: str) -> _State | None:
        self.steps += 1
        key = (word, of_class)
        if key not in state.known:
            rests: set[int] = set()
            for number in state.rests:
                rests |= self._behind(number, word)
                if of_class:
                    rests |= self._behind(number, of_class)
            state.known[key] = self._state(frozenset(rests)) if rests else None
        return state.known[key]

    def _behind(self, number: int, word: str) -> set[int]:
        """What must be read behind a word that a rest may begin with."""
        found: set[int] = set()
        rest = self._rests[number]
        while not isinstance(rest, str):
            piece, behind = rest
            for left in self._left_of(piece, word):
                new = behind
                for each in reversed(left):
                    new = self._rest(each, new)
                found.add(new)
            if not self._may_be_empty(piece):
                break
            rest = self._rests[behind]
        return found

    def _left_of(self, piece: Piece, word: str) -> frozenset[tuple[Piece, ...]]:
        """What is left of a piece behind its first word: pieces one behind the other."""
        key = (id(piece), word)
        if key not in self._left:
            self._left[key] = self._find_left(piece, word) if word in self._first_words(piece) else frozenset()
        return self._left[key]

    def _find_left(self, piece: Piece, word: str) -> frozenset[tuple[Piece, ...]]:
        if isinstance(piece, Word):
            return frozenset([()])
        if isinstance(piece, Named):
            return self._left_of(self._named[piece.name], word)
        if isinstance(piece, Choice):
            return frozenset(left for each in piece.pieces for left in self._left_of(each, word))
        found: set[tuple[Piece, ...]] = set()
        for place, each in enumerate(piece.pieces):
            found.update((*left, *piece.pieces[place + 1 :]) for left in self._left_of(each, word))
            if not self._may_be_empty(each):
                break
        return frozenset(found)

    def _first_words(self, piece: Piece) -> frozenset[str]:
        if id(piece) not in self._begins:
            self._begins[id(piece)] = self._find_first_words(piece)
        return self._begins[id(piece)]

    def _find_first_words(self, piece: Piece) -> frozenset[str]:
        if isinstance(piece, Word):
            return frozenset([piece.word])
        if isinstance(piece, Named):
            return self._first_words(self._named[piece.name])
        found: set[str] = set()
        for each in piece.pieces:
            found |= self._first_words(each)
            if isinstance(piece, Row) and not self._may_be_empty(each):
                break
        return frozenset(found)

    def _may_be_empty(self, piece: Piece) -> bool:
        if id(piece) not in self._empty:
            if isinstance(piece, Word):
                empty = False
            elif isinstance(piece, Named):
                empty = self._may_be_empty(self._named[piece.name])
            elif isinstance(piece, Choice):
                empty = any(map(self._may_be_empty, piece.pieces))
            else:
                empty = all(map(self._may_be_empty, piece.pieces))
            self._empty[id(piece)] = empty
        return self._empty[id(piece)]
