"""Where in a page's text stands what somebody looked for: by the same rules by which the search finds pages."""

from functools import lru_cache

from dueregard.foundation.search.gateways.marking import FOLDS, marker_of
from dueregard.records.evidence.models import Document
from dueregard.rules.documents.text_pieces import Span
from dueregard.rules.search.marked_text import Marker, Prepared, Sought
from dueregard.rules.search.query import All, Any, Beginning, Node, Not, Phrase, Word, read_query, sought

PAGES_AT_ONCE = 200


def marked_spans(text: str, typed: str) -> tuple[Span, ...]:
    """Return where in a text that stands for which somebody typed this, in order. Never raises."""
    spans, at = [], 0
    for piece in _marker(tuple(sought(read_query(typed).asked))).whole(text):
        if piece.is_marked:
            spans.append(Span(at, at + len(piece.text)))
        at += len(piece.text)
    return tuple(spans)


def pages_with(document: Document, typed: str) -> list[int]:
    """Return the numbers of a document's pages that hold what somebody typed. Reads its text, not the index."""
    asked = read_query(typed).asked
    if asked is None:
        return []
    texts = document.pages.order_by("number").values_list("number", "text").iterator(PAGES_AT_ONCE)
    return [number for number, text in texts if _holds(Prepared(text, FOLDS), asked)]


def _holds(text: Prepared, node: Node) -> bool:
    match node:
        case Word() | Phrase() | Beginning():
            return _marker((node,)).is_in(text)
        case All(parts):
            return all(_holds(text, part) for part in parts)
        case Any(parts):
            return any(_holds(text, part) for part in parts)
        case Not(part):
            return not _holds(text, part)
        case _:  # what is asked of a whole document says nothing of its pages
            return True


@lru_cache(maxsize=256)
def _marker(parts: tuple[Sought, ...]) -> Marker:
    return marker_of(parts)
