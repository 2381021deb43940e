"""Says of a sentence whether it consists of known phrases and of nothing else, and what it then says.

The phrases lie beside this file as TOML, written by us in the manner of such letters. Every word must be taken: one
that no phrase has at its place, a "not", a number, a word of doubt, and the sentence is not known. How a letter falls
into sentences is for `harmless`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from dueregard.rules.mail.known_sentences import Saying
from dueregard.rules.mail.phrases import Phrases, Piece, read_phrase, words_in

_TABLES = ("phrases_parts.toml", "phrases_english.toml", "phrases_notices.toml", "phrases_welsh.toml")
_TOPIC = "<topic>"
# The class of each word of a sentence, by its words and whether a sign stands before each.
ClassesOfWords = Callable[[Sequence[str], Sequence[bool]], list[str]]
MOST_WORDS = 120
_MOST_CLAUSES = 14
_WORD = re.compile(r"\u00ab[a-z ]+\u00bb|[\w']{1,60}(?:[-/.][\w']{1,60}){0,12}|[^\s\w]")
# Signs that only part words; any other sign is read as a word.
_PARTING = frozenset(",.;:()\"'-/!|[]<>_~=\u2022\u00b7#*")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_BEHIND_A_TIME = frozenset({"hrs", "hours", "gmt", "bst", "gmt+1", "am", "pm", "yb", "yp"})


class PhraseBook:
    """Phrases of some tables, and the words for what a request is about."""

    def __init__(self, named: dict[str, Piece], shapes: list[tuple[str, Piece]], topic: frozenset[str]) -> None:
        self.named = named
        self.topic = topic
        self.phrases = Phrases(named, shapes)
        self._words = self.phrases.words

    def sayings(
        self, plain: str, ours: frozenset[str], may_name: frozenset[str], things: ClassesOfWords | None = None
    ) -> tuple[Saying, ...] | None:
        """What a sentence in its plain form (see `slots`) says, if it is known to its last word; else nothing.

        `ours` are words of our own subject, `may_name` the marks of the law of the case: another law may only be
        named beside it. `things` gives the class of words that are in no list.
        """
        words, gaps = _words_of(_with_law(plain, may_name))
        if not words:
            return (Saying.FOOTER,)
        if len(words) > MOST_WORDS:
            return None
        classes = [_TOPIC if word in ours or word in self.topic else "" for word in words]
        if things is not None:
            classes = [known or found for known, found in zip(classes, things(words, gaps), strict=True)]
        if any(not of_class and word not in self._words for word, of_class in zip(words, classes, strict=True)):
            return None
        return self._clauses(words, classes, gaps)

    def _clauses(self, words: Sequence[str], classes: Sequence[str], gaps: Sequence[bool]) -> tuple[Saying, ...] | None:
        """Read clause behind clause. From each place at which one may begin, the ends are looked for once."""
        said: dict[int, tuple[Saying, ...]] = {0: ()}
        for place in range(len(words)):
            if place not in said or len(said[place]) >= _MOST_CLAUSES:
                continue
            for end, says in self.phrases.ends(words, classes, place):
                reached = (*said[place], *(Saying(each) for each in sorted(says)))
                if end == len(words):
                    return reached
                for begin in _begins(words, gaps, end):
                    said.setdefault(begin, reached)
        return None


def read_tables(*names: str) -> PhraseBook:
    """Read the phrases of these tables, and the topic of those that have one."""
    named: dict[str, Piece] = {}
    shapes: list[tuple[str, Piece]] = []
    topic: set[str] = set()
    for name in names:
        table = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
        for part, text in table.get("parts", {}).items():
            named[part] = read_phrase(_one_word(text))
        for row in table.get("phrase", ()):
            shapes += [(str(Saying(row["saying"])), read_phrase(_one_word(text))) for text in row["says"]]
        topic.update(table.get("topic", "").split())
    return PhraseBook(named, shapes, frozenset(topic))


def _one_word(text: str) -> str:
    return text.replace("\u00abmore days\u00bb", "\u00abmore-days\u00bb")


_BOOK = read_tables(*_TABLES)
TOPIC = _BOOK.topic
# Of these the names of offices and teams consist.
UNITS = words_in([_BOOK.named["unit_word"], _BOOK.named["unit_head"], _BOOK.named["unit_adj"]]) | {
    "and",
    "of",
    "the",
    "for",
    "\u00abus\u00bb",
}
_JOINS = frozenset({"and", "so", "also", "then", "therefore", "ac", "a"})


def phrase_sayings(plain: str, ours: frozenset[str], may_name: frozenset[str]) -> tuple[Saying, ...] | None:
    """What a sentence in its plain form says, if it consists of known phrases; see `PhraseBook.sayings`."""
    return _BOOK.sayings(plain, ours, may_name)


def _begins(words: Sequence[str], gaps: Sequence[bool], end: int) -> list[int]:
    """Where another clause may begin behind one that ended here: at a sign, or behind "and"."""
    found = [end] if gaps[end] else []
    while end < len(words) - 1 and words[end] in _JOINS:
        end += 1
        found.append(end)
    return found


def _with_law(plain: str, may_name: frozenset[str]) -> str:
    for mark in ("\u00abact\u00bb", "\u00abregulations\u00bb"):
        plain = plain.replace(mark, "\u00ablaw\u00bb" if mark in may_name else "\u00abother law\u00bb")
    return plain


def _words_of(plain: str) -> tuple[list[str], list[bool]]:
    """The words of a sentence, and for each whether a sign stands before it."""
    words: list[str] = []
    gaps: list[bool] = []
    gap = False
    for piece in _WORD.findall(plain):
        if piece in _PARTING:
            gap = True
            continue
        word = piece.strip("'").replace(" ", "-")
        if _DAY.fullmatch(word):
            word = "\u00abday\u00bb"
        if words and words[-1] == "\u00abtime\u00bb" and word in _BEHIND_A_TIME:
            continue
        words.append("and" if word == "&" else word)
        gaps.append(gap)
        gap = False
    return words, gaps
