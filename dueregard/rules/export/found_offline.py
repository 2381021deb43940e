"""Puts together the index that a copy is searched with, in pieces small enough for a page to fetch what it needs.

It holds what the site's own index holds: of each thing its stems, those of its title, and its words with their places.
The scripts beside the copy's page weigh them as that index does. Nothing that is not public is counted.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

THINGS_AT_ONCE = 200
OTHER = "_"
GAP = 2  # places between two pieces of text, so that no phrase goes on from one to the next


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one thing: stems of its text and of its title, and its words as they are, piece by piece."""

    text: Sequence[str]
    title: Sequence[str]
    plain: Sequence[Sequence[str]]


@dataclass
class Index:
    """What was read in so far. `rules` are what a question is read by."""

    rules: Mapping[str, object] = field(default_factory=dict)
    things: list[dict[str, object]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    lengths: dict[str, list[int]] = field(default_factory=lambda: {"text": [], "title": [], "plain": []})
    stems: dict[str, tuple[list[int], list[int]]] = field(default_factory=lambda: defaultdict(lambda: ([], [])))
    plain: dict[str, list[object]] = field(default_factory=lambda: defaultdict(list))

    def add(self, shown: Mapping[str, object], kind: str, words: Words) -> None:
        """Add one thing of a kind. Of things that fit a question alike, the one that was added first comes first."""
        number = len(self.things)
        self.things.append(dict(shown))
        self.kinds.append(kind)
        for which, stems in enumerate((words.text, words.title)):
            for stem, times in Counter(stems).items():
                self.stems[stem][which].extend((number, times))
        places = _places(words.plain)
        for word, where in places.items():
            self.plain[word] += [number, where]
        told = (len(words.text), len(words.title), sum(map(len, places.values())))
        for name, length in zip(self.lengths, told, strict=True):
            self.lengths[name].append(length)


def _places(pieces: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    begin = 0
    for piece in pieces:
        for place, word in enumerate(piece, begin):
            found[word].append(place)
        begin += len(piece) + GAP
    return found


def drawer_of(word: str) -> str:
    """Return in which piece a word is kept: by its first two letters."""
    start = word[:2]
    return start if start.isascii() and start.isalnum() else OTHER


def files_of(index: Index) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each file of the index."""
    kinds = list(dict.fromkeys(index.kinds))
    yield "rules.json", _json({**index.rules, "kinds": kinds, "at_once": THINGS_AT_ONCE})
    yield "lengths.json", _json({"kind": [kinds.index(kind) for kind in index.kinds], **index.lengths})
    yield "vocabulary.json", _json(" ".join(sorted(index.plain)))
    for first in range(0, len(index.things), THINGS_AT_ONCE):
        yield f"things/{first // THINGS_AT_ONCE}.json", _json(index.things[first : first + THINGS_AT_ONCE])
    yield from _drawers("stems", index.stems)
    yield from _drawers("plain", index.plain)


def _drawers(name: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    drawers: dict[str, dict[str, object]] = defaultdict(dict)
    for word in sorted(table):
        drawers[drawer_of(word)][word] = table[word]
    for start, drawer in drawers.items():
        yield f"{name}/{start}.json", _json(drawer)


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
