"""Lets each passage of a document that was read again find its place. How is decided in rules/documents/passages."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.evidence.models import Document, Page, Passage
from dueregard.records.evidence.queries.places import boxes, moments, placed_words
from dueregard.rules.documents.page_words import words_between
from dueregard.rules.documents.passages import Found, find_again


def find_passages_again(*, document: Document, now: datetime) -> int:
    """Bring the places of a document's passages up to date. Safe to run twice. Returns how many are lost."""
    lost = 0
    with transaction.atomic():
        passages = list(document.passages.select_for_update())
        pages = {page.number: page for page in document.pages.filter(number__in={one.page for one in passages})}
        for passage in passages:
            if not _find(passage, pages.get(passage.page)) and not _find_elsewhere(passage, document):
                lost += 1
        if passages:
            details = {"passages": len(passages), "lost": lost}
            mark_changed(kind="passage", keys=[str(one.pk) for one in passages])
            record_act(by=None, did="find_passages_again", on=document, at=now, details=details)
    return lost


def _find_elsewhere(passage: Passage, document: Document) -> bool:
    """Look for a passage on the other pages: a file that is drawn has other pages than its bare words had."""
    words = passage.quote.split()
    near = document.pages.exclude(number=passage.page).filter(text__contains=max(words, key=len)) if words else ()
    for page in near:
        place = find_again(page.text, passage.anchor)
        if place.found in {Found.SAME, Found.MOVED}:
            passage.page = page.number
            return _find(passage, page)
    return False


def _find(passage: Passage, page: Page | None) -> bool:
    """Move a passage to where its words are now; tell whether it was found.

    It keeps the words that a person chose, however the page is read now; a lost one keeps its last place, too.
    """
    place = find_again(page.text, passage.anchor) if page else None
    if page is None or place is None or place.span is None:
        passage.found = Found.LOST
        passage.save(update_fields=["found"])
        return False
    passage.found = place.found
    passage.start, passage.end = place.span.start, place.span.end
    words = words_between(placed_words(page), passage.start, passage.end)
    passage.rectangles = [[box.left, box.top, box.width, box.height] for box in boxes(page, words)]
    passage.start_ms, passage.end_ms = moments(page, words)
    passage.save()
    return True
