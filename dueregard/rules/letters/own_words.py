"""Measures how much of a letter its writer wrote: words that do not stand in the template in the same run of four.

People who get many letters set aside those that look alike. The measure is a nudge; nothing depends on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RUN = 4  # words in a row that make a phrase recognisable
SOME, MUCH = 10, 30  # in a hundred


@dataclass(frozen=True, slots=True)
class OwnWords:
    """How many words there are, and how many of them are the writer's own."""

    own: int
    words: int

    @property
    def share(self) -> int:
        """In a hundred, rounded down."""
        return self.own * 100 // self.words if self.words else 0

    @property
    def says(self) -> str:
        """The measure as a sentence, with what to do."""
        counted = f"{self.own} of {self.words} words are your own."
        if self.share < SOME:
            return f"{counted} Letters that look alike are put aside: change the beginning, and say what happened here."
        if self.share < MUCH:
            return f"{counted} One more example from your own workplace or campus would help."
        return f"{counted} Nobody will take it for a copied letter."


def own_words(*, text: str, template: str) -> OwnWords:
    """Measure a text against the template as it was filled in for the same body, without anything personal."""
    words, known = _words(text), _words(template)
    runs = {tuple(known[at : at + RUN]) for at in range(len(known) - RUN + 1)}
    from_template = [False] * len(words)
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in runs:
            from_template[at : at + RUN] = [True] * RUN
    return OwnWords(own=from_template.count(False), words=len(words))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
