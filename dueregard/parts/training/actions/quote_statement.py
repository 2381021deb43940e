"""Keeps what was said, word for word, and ties it to the words of its source wherever they are found there.

Words that are not found are kept all the same, as a person typed them, and shown as not compared yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.training.actions.take_back import STATEMENT, changed, hold
from dueregard.parts.training.models import Claim, Session, Statement
from dueregard.records.evidence.actions.cite_passage import cite_passage, uncite_passage
from dueregard.records.evidence.actions.mark_passage import mark_passage
from dueregard.records.evidence.models import Citation, Document, Page, Passage
from dueregard.rules.documents.citation_styles import clock
from dueregard.rules.documents.passages import NoPassage, find_words
from dueregard.rules.documents.picture_kinds import sound_type
from dueregard.rules.text.joining import Seen, Shape
from dueregard.rules.training.places import Place

SHAPE = Shape(
    {"document": "source", "place": "slide or second", "quote": "words", "claim": "claim"},
    together=(("document", "place", "quote"),),
)
AT_ONCE = 200


class NoSuchPage(ValueError):
    """The document has fewer pages."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence, its source among the record's material if it has one, and its place there if a person knows it."""

    quote: str
    document: Document | None
    place: Place
    claim: str  # in the group's words, or empty


def stored_words(statement: Statement) -> dict[str, str]:
    """Return what the form begins with."""
    return {
        "document": str(statement.document_id or ""),
        "place": clock(statement.ms) if statement.ms is not None else str(statement.page or ""),
        "quote": statement.quote,
        "claim": statement.claim.words if statement.claim else "",
    }


def quote_statement(*, session: Session, quoted: Quoted, by: Person, now: datetime) -> Statement:
    """Add a statement to a record. Raises: NoSuchPage"""
    with transaction.atomic():
        held = hold(session)
        _check(quoted)
        statement = Statement.objects.create(
            session=held, quote=quoted.quote, document=quoted.document, page=quoted.place.page, ms=quoted.place.ms,
            claim=_claim(held, quoted.claim, by, now), made_by=by, made_at=now, tried_at=now,
        )  # fmt: skip
        record_act(by=by, did="quote_statement", on=statement, at=now)
        _tie(statement, by, now)
        changed(session=held, by=by, now=now)
    return statement


def correct_statement(
    *, statement: Statement, wanted: Mapping[str, Any], quoted: Quoted, seen: Seen, by: Person, now: datetime
) -> Statement:
    """Correct a statement, joined with what others changed since `seen`. Raises: ChangedMeanwhile, NoSuchPage"""
    with transaction.atomic():
        held = hold(statement.session)
        kept = Statement.objects.select_related("document", "claim", "passage").get(pk=statement.pk)
        edit = join_edit(stored=stored_words(kept), wanted=wanted, seen=seen, shape=SHAPE)
        if "claim" in edit.changed:
            kept.claim = _claim(held, edit.values["claim"], by, now)
        if set(edit.changed) & {"document", "place", "quote"}:
            _check(quoted)
            _untie(kept, by, now)
            kept.quote, kept.document = quoted.quote, quoted.document
            kept.page, kept.ms = quoted.place.page, quoted.place.ms
        kept.save()
        path = held.get_absolute_url()
        record_edit(edit=edit, did="correct_statement", on=kept, called=str(kept), path=path, by=by, at=now)
        if set(edit.changed) & {"document", "place", "quote"}:
            _tie(kept, by, now)
            changed(session=held, by=by, now=now)
    return kept


def drop_statement(*, statement: Statement, by: Person, now: datetime) -> None:
    """Remove a statement; the passage it rested on stays with the document."""
    with transaction.atomic():
        held = hold(statement.session)
        kept = Statement.objects.select_related("passage").get(pk=statement.pk)
        _untie(kept, by, now)
        record_act(by=by, did="drop_statement", on=kept, at=now)
        mark_changed(kind=STATEMENT, keys=[str(kept.pk)])
        kept.delete()
        changed(session=held, by=by, now=now)


def look_for_words_again(*, now: datetime) -> int:
    """Look again in documents that were read since a statement was written. Returns how many were found."""
    wanted = Statement.objects.filter(passage=None, document__read_at__gt=F("tried_at"))
    found = 0
    for statement in wanted.select_related("document", "made_by", "session")[:AT_ONCE]:
        with transaction.atomic():
            hold(statement.session)
            found += _tie(statement, statement.made_by, now)
            mark_changed(kind=STATEMENT, keys=[str(statement.pk)])
    return found


def _check(quoted: Quoted) -> None:
    document, page = quoted.document, quoted.place.page
    known = document.pages_expected or document.pages_read if document else 0
    if page and known and page > known:
        raise NoSuchPage(f"This document has {known} page{'s' if known > 1 else ''}. Check the number.")


def _claim(session: Session, words: str, by: Person, now: datetime) -> Claim | None:
    words = " ".join(words.split())
    if not words:
        return None
    same = Claim.objects.filter(group=session.group, words__iexact=words).first()
    return same or Claim.objects.create(group=session.group, words=words, made_by=by, made_at=now)


def _tie(statement: Statement, by: Person, now: datetime) -> bool:
    """Tie a statement to its words in the document, and tell whether they are there."""
    passage = _passage(statement, by, now)
    statement.passage, statement.tried_at = passage, now
    if passage:
        statement.page, statement.ms = passage.page, passage.start_ms if statement.ms is None else statement.ms
        if sound_type(passage.document.media_type):
            statement.page = None
        says = statement.claim.words if statement.claim else f"Quoted in: {statement.session.title}"
        path = f"{statement.session.get_absolute_url()}#{statement.anchor}"
        cite_passage(
            passage=passage, part=STATEMENT, subject=str(statement.pk), says=says[:300], path=path, by=by, now=now
        )
    statement.save(update_fields=["passage", "page", "ms", "tried_at"])
    return passage is not None


def _passage(statement: Statement, by: Person, now: datetime) -> Passage | None:
    if statement.document is None:
        return None
    for page in _pages(statement):
        span = find_words(page.text, statement.quote)
        if span:
            try:
                return mark_passage(page=page, start=span.start, end=span.end, by=by, now=now)
            except NoPassage:
                return None
    return None


def _pages(statement: Statement) -> list[Page]:
    """Return the pages on which the words may be: the one that was named, or at that second; else every one."""
    assert statement.document is not None
    pages = statement.document.pages.order_by("number")
    if statement.page:
        return list(pages.filter(number=statement.page))
    if statement.ms is not None:
        at = Q(start_ms__lte=statement.ms) & (Q(end_ms__gt=statement.ms) | Q(end_ms=None))
        near = Q(start_ms__gt=statement.ms, start_ms__lte=statement.ms + 60_000)
        return list(pages.filter(at | near))
    return list(pages)


def _untie(statement: Statement, by: Person, now: datetime) -> None:
    if statement.passage_id is None:
        return
    for citation in Citation.objects.filter(part=STATEMENT, subject=str(statement.pk)).select_related("passage"):
        uncite_passage(citation=citation, by=by, now=now)
    statement.passage = None
