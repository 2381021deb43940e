"""How far the reading of a document has come, in a word with its tone and in a sentence."""

from dataclasses import dataclass

from dueregard.records.evidence.models import Document, Fixity, Reading
from dueregard.rules.documents.reading import REASONS, Reason

TONES = {
    Reading.WAITING: "wait",
    Reading.RUNNING: "wait",
    Reading.READ: "good",
    Reading.PARTLY: "soon",
    Reading.UNREADABLE: "late",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands: tone and words of its status, and what there is to say about it."""

    tone: str
    words: str
    says: str


def standing_of(document: Document) -> Standing:
    """Return how a document stands. No query."""
    if document.fixity != Fixity.KEPT:
        says = f"The stored file {document.get_fixity_display()}. Restore it from a back-up."
        return Standing("late", "damaged", says)
    reading = Reading(document.reading)
    words = reading.label
    if reading is Reading.RUNNING and document.pages_expected:
        words = f"being read: {document.pages_read} of {document.pages_expected} pages"
    elif reading is Reading.READ and document.pages_read:
        words = f"read: {pages_in_words(document.pages_read)}"
    elif reading is Reading.PARTLY:
        words = f"read in part: {pages_in_words(document.pages_read)}"
    return Standing(TONES[reading], words, reason_in_words(document))


def reason_in_words(document: Document) -> str:
    """Return why a document could not be read, or only in part; while it waits, why the last attempt ended."""
    if document.reason not in set(Reason):
        return ""
    reason = REASONS[Reason(document.reason)]
    is_waiting = document.reading in {Reading.WAITING, Reading.RUNNING}
    return f"The last attempt failed: {reason} We will try again." if is_waiting else reason


def pages_in_words(count: int) -> str:
    """Return how many pages, in words."""
    return "1 page" if count == 1 else f"{count:,} pages"
