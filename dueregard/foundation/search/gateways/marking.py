"""Marking in a text what the index finds: its own analyzers say which letters and forms of a word are the same."""

from collections.abc import Iterable
from functools import lru_cache

from dueregard.foundation.search.gateways.shape import plain_words, stemmed_words
from dueregard.rules.search.marked_text import Folds, Marker, Sought


@lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """Return the common form of a word's forms, as the index compares them."""
    return "".join(stemmed_words(word))


FOLDS = Folds(lambda sign: "".join(plain_words(sign)))


def marker_of(sought: Iterable[Sought]) -> Marker:
    """Return what marks in any text exactly that by which a search found it."""
    return Marker(sought, stem_of, FOLDS)
