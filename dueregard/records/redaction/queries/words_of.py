"""The words of a page with their places, how sure their recognition is, and which of them a stretch of its text is."""

from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.models import Page
from dueregard.records.evidence.queries.places import placed_words
from dueregard.rules.documents.page_words import words_between, words_from_bytes
from dueregard.rules.documents.reading import CERTAIN, RecognisedWord, TextSource, Word


def words_of(page: Page) -> tuple[Word, ...]:
    """Return the words of a page with their places; none, when nobody kept them.

    A page that was recognised before words had a confidence of their own gives all its words that of the page.
    """
    if not page.words:
        return ()
    try:
        words = words_from_bytes(store.get(page.words))
    except FileNotFoundError:
        return ()
    if page.source == TextSource.OCR and page.confidence and all(word.sure >= CERTAIN for word in words):
        return tuple(RecognisedWord.surely(word, page.confidence) for word in words)
    return words


def numbers_between(page: Page, words: tuple[Word, ...], start: int, end: int) -> frozenset[int]:
    """Return which of a page's words have a sign between two places of its text, counted in signs."""
    chosen = {(word.text, word.left, word.top) for word in words_between(placed_words(page), start, end)}
    return frozenset(number for number, word in enumerate(words) if (word.text, word.left, word.top) in chosen)
