"""Which signs of a text a reader's words are: what is marked on a page when somebody came by a search.

Case, accents and a plain English ending do not matter; a phrase in quotation marks and a word* with a star do what they
say. How the index itself finds pages is not decided here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST_TERMS = 30
MOST_TYPED = 500
MOST_MARKS = 2000
_TYPED = re.compile(r'(?P<not>-?)(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"()]+))', re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPERATORS = {"AND", "OR", "NOT"}
_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s", "ly", "’s", "'s")
_LEAST_STEM = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]  # folded; more than one is a phrase
    is_start: bool  # the word may go on


def marked_spans(text: str, typed: str) -> tuple[Span, ...]:
    """Return where in the text the words stand that somebody typed, in order, none overlapping. Never raises."""
    terms = _terms(typed)
    if not terms:
        return ()
    words = [(folded(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]
    spans: list[Span] = []
    for term in terms:
        spans += _spans_of(term, words)
    return _joined(spans)[:MOST_MARKS]


def words_typed(typed: str) -> tuple[str, ...]:
    """Return the plain words that somebody looks for, folded: without those they do not want."""
    return tuple(word for term in _terms(typed) for word in term.words)


def folded(word: str) -> str:
    """Return the word in lower case and without accents."""
    bare = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def _terms(typed: str) -> list[_Term]:
    terms: list[_Term] = []
    is_unwanted = False
    for found in _TYPED.finditer(typed[:MOST_TYPED]):
        word, phrase = found["word"], found["phrase"]
        if found["not"] or found["field"] or word in _OPERATORS or is_unwanted:
            is_unwanted = word == "NOT" and not is_unwanted
            continue
        words = tuple(folded(one) for one in _WORD.findall(word or phrase or ""))
        if words:
            terms.append(_Term(words, is_start=bool(word and word.endswith("*"))))
    return terms[:MOST_TERMS]


def _spans_of(term: _Term, words: list[tuple[str, int, int]]) -> list[Span]:
    size = len(term.words)
    if size == 1:
        return [Span(start, end) for word, start, end in words if _is_like(word, term)]
    return [
        Span(words[at][1], words[at + size - 1][2])
        for at in range(len(words) - size + 1)
        if all(words[at + step][0] == term.words[step] for step in range(size))
    ]


def _is_like(word: str, term: _Term) -> bool:
    wanted = term.words[0]
    return word.startswith(wanted) if term.is_start else word == wanted or _stem(word) == _stem(wanted)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
