"""Statements as lines: for their group with the way to the source, for everybody where a public copy has the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from dueregard.parts.training.models import Statement
from dueregard.records.evidence.access import documents_for
from dueregard.records.evidence.models import Document, Page
from dueregard.records.evidence.queries.page_page import passage_path, sound_path
from dueregard.records.evidence.queries.passage_page import marked_path
from dueregard.rules.documents.citation_styles import clock
from dueregard.rules.documents.passages import Found, anchor, find_again, find_words
from dueregard.rules.documents.picture_kinds import sound_type
from dueregard.rules.training.showing import NOT_PUBLIC, SUPPORT_WORDS, Support, support_of


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement with its source. `sound` plays it from its second, `href` leads to its words or its place."""

    pk: str
    anchor: str
    quote: str
    source: str
    href: str
    sound: str
    tone: str
    support: str
    claim: str
    claim_path: str
    edit_path: str
    is_open: bool  # everybody can read its words in a public copy
    why_not_open: str


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Where everybody can read or hear the words of a statement."""

    quote: str
    source: str
    href: str
    sound: str


def own_line(statement: Statement, open_place: OpenPlace | None) -> StatementLine:
    """Return a statement as its group reads it. Its document, passage and claim were selected with it."""
    support = support_in(statement)
    tone, words = SUPPORT_WORDS[support]
    claim = statement.claim
    return StatementLine(
        pk=str(statement.pk),
        anchor=statement.anchor,
        quote=statement.quote,
        source=source_words(statement.document, statement.page, statement.ms),
        href=own_path(statement),
        sound=sound_path(statement.document, statement.ms) if statement.document else "",
        tone=tone,
        support=words,
        claim=claim.words if claim else "",
        claim_path=claim.get_absolute_url() if claim else "",
        edit_path=reverse("training:correct_statement", args=[statement.pk]),
        is_open=open_place is not None,
        why_not_open="" if open_place else NOT_PUBLIC[support],
    )


def support_in(statement: Statement) -> Support:
    """Return what supports a statement."""
    document, passage = statement.document, statement.passage
    return support_of(
        has_document=document is not None,
        is_sound=bool(document and sound_type(document.media_type)),
        is_read=bool(document and document.read_at),
        is_found=passage is not None and passage.found != Found.LOST,
    )


def own_path(statement: Statement) -> str:
    """Return where the group checks a statement: its words marked on the page, the player at the second, the page."""
    document, passage = statement.document, statement.passage
    if document is None:
        return ""
    if passage is not None and passage.found != Found.LOST:
        return marked_path(passage) + ("#sound" if sound_type(document.media_type) else "")
    if statement.page and statement.page <= document.pages_read:
        return reverse("evidence:page", args=[document.pk, statement.page])
    return document.get_absolute_url()


def source_words(document: Document | None, page: int | None, ms: int | None) -> str:
    """Return a source in words: the document, with the page or the time."""
    if document is None:
        return "Notes taken on the spot"
    place = f", at {clock(ms)}" if ms is not None else f", page {page}" if page else ""
    return f"{document}{place}"


def open_places(statements: Iterable[Statement]) -> dict[UUID, OpenPlace]:
    """Return, for each statement that has one, where everybody can read its words. One query, none for none."""
    resting = [one for one in statements if one.passage and one.passage.found != Found.LOST]
    pages = _pages_of_copies(resting)
    found: dict[UUID, OpenPlace] = {}
    for one in resting:
        assert one.passage is not None
        for page in pages.get((one.passage.document_id, one.passage.page), []):
            place = _place_on(page, one)
            if place:
                found.setdefault(one.pk, place)
    return found


def _pages_of_copies(statements: Sequence[Statement]) -> dict[tuple[UUID, int], list[Page]]:
    wanted = {(one.passage.document_id, one.passage.page) for one in statements if one.passage}
    if not wanted:
        return {}
    pages = Page.objects.filter(
        document__in=documents_for(None),
        document__copy_of__in={document for document, _ in wanted},
        number__in={number for _, number in wanted},
    )
    found: dict[tuple[UUID, int], list[Page]] = {}
    for page in pages.select_related("document"):
        if page.document.copy_of_id:
            found.setdefault((page.document.copy_of_id, page.number), []).append(page)
    return found


def _place_on(page: Page, statement: Statement) -> OpenPlace | None:
    """Return where the words are on a page of a public copy: all of them, or the statement stays private."""
    assert statement.passage is not None
    span = find_words(page.text, statement.passage.quote) or find_again(page.text, statement.passage.anchor).span
    if not span or find_words(page.text[span.start : span.end], statement.passage.quote) is None:
        return None
    known = anchor(page.text, span.start, span.end)
    path = reverse("evidence:page", args=[page.document_id, page.number])
    is_sound = bool(sound_type(page.document.media_type))
    return OpenPlace(
        quote=known.quote,
        source=source_words(page.document, None if is_sound else page.number, statement.ms if is_sound else None),
        href=passage_path(path, known) + ("#sound" if is_sound else ""),
        sound=sound_path(page.document, statement.ms) if is_sound else "",
    )
