"""Decides when a document holds more text than can be meant: a small file may say one sentence a million times."""

from dueregard.rules.documents.reading import Reason

MOST_SIGNS = 40_000_000  # of one document: about ten thousand full pages
ALWAYS_ALLOWED = 4_000_000  # signs, however small the file is
SIGNS_A_BYTE = 50  # beyond that: what people write is packed to a tenth, seldom to a thirtieth


def too_much_text(*, signs: int, size: int) -> Reason | None:
    """Return why reading stops at so many signs of text out of a file of so many bytes; None, while it goes on."""
    if signs > MOST_SIGNS:
        return Reason.TOO_MUCH_TEXT
    if signs > ALWAYS_ALLOWED and signs > SIGNS_A_BYTE * size:
        return Reason.EXPANDS
    return None
