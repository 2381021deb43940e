"""Puts together the index that a copy is searched with, in pieces small enough for a page to fetch what it needs.

`words` leads from a word as it is typed to its stem, so that the page needs no grammar; `stems` from a stem to the
things that have it, and how often, in their text and in their title.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

THINGS_AT_ONCE = 200
OTHER = "_"


@dataclass
class Index:
    """What was read in so far."""

    things: list[dict[str, str]] = field(default_factory=list)
    lengths: list[tuple[int, int]] = field(default_factory=list)  # stems in the text and in the title
    words: dict[str, str] = field(default_factory=dict)
    small: tuple[str, ...] = ()  # words that only make a sentence; not looked for where there are others
    stems: dict[str, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, shown: Mapping[str, str], *, text: Iterable[str], title: Iterable[str]) -> None:
        """Add one thing, with the stems of all its text and of its title."""
        number = len(self.things)
        in_text, in_title = Counter(text), Counter(title)
        self.things.append(dict(shown))
        self.lengths.append((in_text.total(), in_title.total()))
        for stem in in_text.keys() | in_title.keys():
            self.stems[stem].append((number, in_text[stem], in_title[stem]))


def drawer_of(word: str) -> str:
    """Return in which piece a word is kept: by its first two letters."""
    start = word[:2]
    return start if start.isascii() and start.isalnum() else OTHER


def files_of(index: Index) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each file of the index."""
    count = len(index.things)
    mean = [sum(one[which] for one in index.lengths) / count if count else 0 for which in (0, 1)]
    yield "index.json", _json({"count": count, "mean": mean, "at_once": THINGS_AT_ONCE, "small": index.small})
    for first in range(0, count, THINGS_AT_ONCE):
        yield f"things/{first // THINGS_AT_ONCE}.json", _json(index.things[first : first + THINGS_AT_ONCE])
    yield "lengths.json", _json(index.lengths)
    for kind, table in (("words", index.words), ("stems", index.stems)):
        drawers: dict[str, dict[str, object]] = defaultdict(dict)
        for word in sorted(table):
            drawers[drawer_of(word)][word] = table[word]
        for name, drawer in drawers.items():
            yield f"{kind}/{name}.json", _json(drawer)


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
