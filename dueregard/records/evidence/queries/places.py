"""Where the words of a page stand: on its picture, or in its sound."""

from dataclasses import dataclass

from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.models import Page
from dueregard.rules.documents.page_words import Placed, lines_of, place_words, words_from_bytes
from dueregard.rules.documents.reading import TextSource, Word


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the picture of a page, in hundredths of a point from its top left corner."""

    left: int
    top: int
    width: int
    height: int


def placed_words(page: Page) -> tuple[Placed, ...]:
    """Return where the words of a page stand; none, when nobody kept it."""
    if not page.words:
        return ()
    try:
        return place_words(page.text, words_from_bytes(store.get(page.words)))
    except FileNotFoundError:
        return ()


def boxes(page: Page, words: tuple[Word, ...]) -> tuple[Box, ...]:
    """Return the rectangles to draw around words, a little larger than they are. Words of a recording have none."""
    if page.source == TextSource.TRANSCRIPT:
        return ()
    return tuple(
        Box(
            round((line.left - 1) * 100),
            round((line.top - 1) * 100),
            round((line.right - line.left + 2) * 100),
            round((line.bottom - line.top + 2) * 100),
        )
        for line in lines_of(words)
    )


def moments(page: Page, words: tuple[Word, ...]) -> tuple[int | None, int | None]:
    """Return when words of a recording begin and end, in milliseconds; what is on paper has no moment."""
    if page.source != TextSource.TRANSCRIPT:
        return None, None
    if not words:
        return page.start_ms, page.end_ms
    return round(min(word.left for word in words)), round(max(word.right for word in words))
