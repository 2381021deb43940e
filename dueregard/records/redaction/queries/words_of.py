"""The words of a page with their places, and how sure their recognition is."""

from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.models import Page
from dueregard.rules.documents.page_words import words_from_bytes
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
