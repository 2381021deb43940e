"""Keeps a passage of a page, anchored in text, on the picture and in sound; lets one go that nothing rests on."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.evidence.models import Page, Passage
from dueregard.records.evidence.queries.places import boxes, moments, placed_words
from dueregard.rules.documents.page_words import words_between
from dueregard.rules.documents.passages import anchor

STAYS = "This passage is in use, so it was not deleted. Remove it from where it is used first."


class StillCited(Exception):
    """A passage on which a claim rests stays."""


def mark_passage(*, page: Page, start: int, end: int, by: Person, now: datetime) -> Passage:
    """Keep the words between two places of a page's text; what this person kept before is that passage.

    Everybody has their own: whoever reads blind must not learn that a colleague kept the same words.

    Raises: NoPassage
    """
    known = anchor(page.text, start, end)
    with transaction.atomic():
        same = Passage.objects.filter(document_id=page.document_id, page=page.number, quote=known.quote, made_by=by)
        kept = same.filter(start=known.start, end=known.end).first()
        if kept:
            return kept
        words = words_between(placed_words(page), known.start, known.end)
        start_ms, end_ms = moments(page, words)
        passage = Passage.objects.create(
            document_id=page.document_id,
            page=page.number,
            start=known.start,
            end=known.end,
            quote=known.quote,
            prefix=known.prefix,
            suffix=known.suffix,
            rectangles=[[box.left, box.top, box.width, box.height] for box in boxes(page, words)],
            start_ms=start_ms,
            end_ms=end_ms,
            made_by=by,
            made_at=now,
        )
        record_act(by=by, did="mark_passage", on=passage, at=now)
    return passage


def drop_passage(*, passage: Passage, by: Person, now: datetime) -> None:
    """Let a passage go. Raises: StillCited"""
    with transaction.atomic():
        if passage.citations.exists():
            raise StillCited(STAYS)
        record_act(by=by, did="drop_passage", on=passage, at=now)
        try:
            passage.delete()
        except ProtectedError as reason:  # an answer that nobody else may see yet
            raise StillCited(STAYS) from reason
