"""Gathers what a person must look at before a copy can be ready, while its pages are drawn and read again.

Three readings are asked: the words that the document was read with, the pixels with the marks covered, and the pixels
of the finished copy. What is settled already is left out (`rules/redaction/looking`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dueregard.rules.documents.reading import Word
from dueregard.rules.redaction.looking import Looked, Place, doubtful_on, is_within, near_on, still_to_look_at
from dueregard.rules.redaction.marks import Mark, MarkKind, Rectangle, to_look_for
from dueregard.rules.redaction.near_words import Sought
from dueregard.rules.redaction.same_words import Spoken


class ToLookAt:
    """The places of all pages that nobody has settled."""

    def __init__(self, marks: Sequence[Mark], looked: Sequence[Looked]) -> None:
        self.phrases = [one for one in to_look_for(marks) if Sought(one).is_worth_it]
        self._sought = [Sought(phrase) for phrase in self.phrases]
        self._looked = looked
        self._gone = [mark.words for mark in marks if mark.kind is MarkKind.WORDS]
        self._covered: dict[int, list[Rectangle]] = {}
        self._found: dict[int, list[Place]] = {}

    def drawn(self, page: int, words: Sequence[Word], answer: dict[str, Any]) -> None:
        """Take what the words of a page say, and what the child told of its pixels."""
        self._covered[page] = [Rectangle(sides[0], sides[1], sides[2], sides[3], "") for sides in answer["covered"]]
        spoken = Spoken(words)
        mine = [place for sought in self._sought for place in near_on(page, spoken, sought)]
        told = [Place(**one) for one in [*answer["near"], *_unread(words, answer["doubtful"])]]
        self._found[page] = [*mine, *doubtful_on(page, words), *told]

    def written(self, page: int, words: Sequence[Word]) -> None:
        """Take what the words of a page say that has no picture; what is marked as words is left out."""
        spoken = Spoken(words)
        gone = {id(word) for phrase in self._gone for place in spoken.places(phrase) for word in place}
        left = Spoken([word for word in words if id(word) not in gone])
        self._found[page] = [place for sought in self._sought for place in near_on(page, left, sought)]

    def looked_again(self, page: int, answer: dict[str, Any], *, is_drawn: bool) -> None:
        """Take what was found on the pixels of the finished copy. One that was set anew has other pages."""
        told = [Place(**one) for one in answer["near"]]
        if not is_drawn:
            told = [replace(one, left=0.0, top=0.0, right=0.0, bottom=0.0) for one in told]
        self._found.setdefault(page, []).extend(told)

    def left(self) -> list[Place]:
        """Return what is to be looked at, page by page."""
        return [
            place
            for page in sorted(self._found)
            for place in still_to_look_at(self._found[page], self._covered.get(page, []), self._looked)
        ]


def _unread(words: Sequence[Word], doubtful: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines that the pixels show, badly, where the document has no words: pictures on its pages.

    Of a scan, its own words say how sure they are; a line that was read well the first time is read.
    """
    return [one for one in doubtful if not is_within(Place(**one).box, words)]
