"""Where everybody can read what a finding rests on: a public passage, its words in a public copy, a web page, a minute.

A finding mostly rests on an original, which stays private: its words are looked up in the public copies of it. A web
page counts only with the group's own copy, for pages on the web change and go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.work.gateways.composed import Asked
from dueregard.records.evidence.access import documents_for, passages_for
from dueregard.records.evidence.models import Document, Page, Passage
from dueregard.records.evidence.queries.embedding import source_of
from dueregard.records.evidence.queries.page_page import passage_path
from dueregard.records.evidence.queries.passage_page import marked_path
from dueregard.records.evidence.queries.thumbs import thumb_of
from dueregard.records.findings.models import Finding, Source
from dueregard.rules.documents.passages import anchor, find_again
from dueregard.rules.findings.answers import NOT_STATED
from dueregard.rules.findings.sources import SourceKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where something can be read. `document` is the public one in which the words stand, if they stand in one."""

    quote: str
    source: str
    href: str
    picture: str = ""  # the address of the picture of its page, if it has one
    on: date | None = None  # when the document was published
    document: UUID | None = None
    is_elsewhere: bool = False  # the link leads to another site
    copy: str = ""  # the page of the group's own copy, as far as its reader may open it


def public_places(findings: Iterable[Finding]) -> dict[UUID, Place]:
    """Return, for each finding that has one, the place where everybody can read it. At most three queries for all."""
    findings = list(findings)
    wanted = [one.passage_id for one in findings if one.passage_id]
    known = set(passages_for(None).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    return places_by(findings, known)


def places_by(findings: Collection[Finding], open_ids: Collection[UUID | None]) -> dict[UUID, Place]:
    """Return these places by the passages that everybody may open. At most two queries."""
    resting = [(one, one.passage) for one in findings if one.passage]
    places = {one.pk: _place_of(passage) for one, passage in resting if passage.pk in open_ids}
    private = [(one, passage) for one, passage in resting if passage.pk not in open_ids]
    pages = _pages_of_copies([passage for _, passage in private])
    for one, passage in private:
        for page in pages.get((passage.document_id, passage.page), []):
            if place := _on_page(page, passage):
                places.setdefault(one.pk, place)
    return places | _of_sources(findings)


def private_place(finding: Finding) -> Place | None:
    """Return where a member of the finding's group reads it."""
    if finding.passage:
        passage = finding.passage
        return Place(passage.quote, source_of(passage.document, None, passage.page), marked_path(passage))
    source = finding.source
    if source is None:
        return None
    copy = reverse("evidence:document", args=[source.copy_id]) if source.copy_id else ""
    return Place("", str(source), source.url or copy, is_elsewhere=bool(source.url), copy=copy)


def may_show(finding: Finding, place: Place | None) -> bool:
    """Tell whether everybody may read a finding of a public question: those who can follow it, and its silence."""
    return place is not None or finding.value == NOT_STATED


def _on_page(page: Page, passage: Passage) -> Place | None:
    span = find_again(page.text, passage.anchor).span
    if not span:
        return None
    known = anchor(page.text, span.start, span.end)
    document = page.document
    path = reverse("evidence:page", args=[document.pk, page.number])
    return Place(
        known.quote,
        source_of(document, page, page.number),
        passage_path(path, known),
        thumb_of(document, page.number),
        _day(document),
        document.pk,
    )


def _pages_of_copies(passages: Collection[Passage]) -> dict[tuple[UUID, int], list[Page]]:
    """Return the pages of public copies that stand for the pages of these passages."""
    if not passages:
        return {}
    wanted = {(passage.document_id, passage.page) for passage in passages}
    pages = Page.objects.filter(
        document__in=documents_for(None),
        document__copy_of__in={document for document, _ in wanted},
        number__in={number for _, number in wanted},
    )
    found: dict[tuple[UUID, int], list[Page]] = {}
    for page in pages.select_related("document__body"):
        original = page.document.copy_of_id
        if original:
            found.setdefault((original, page.number), []).append(page)
    return found


def _of_sources(findings: Iterable[Finding]) -> dict[UUID, Place]:
    resting = [(one.pk, one.source) for one in findings if one.source]
    kept = {source.copy_id for _, source in resting if source.copy_id}
    copies = {}
    if kept:
        for document in _COPIES.all(tuple(kept)):
            copies[document.copy_of_id] = document
    found = {pk: _of_source(source, copies.get(source.copy_id)) for pk, source in resting}
    return {pk: place for pk, place in found.items() if place}


_COPIES = Asked(lambda kept: documents_for(None).filter(copy_of__in=kept).order_by("received_at"))


def _of_source(source: Source, copy: Document | None) -> Place | None:
    if source.kind == SourceKind.WEB and source.copy_id is None:
        return None
    path = copy.get_absolute_url() if copy else ""
    href = source.url or path
    if not href:
        return None
    picture = thumb_of(copy) if copy else ""
    return Place("", str(source), href, picture, None, copy.pk if copy else None, bool(source.url), path)


def _place_of(passage: Passage) -> Place:
    document = passage.document
    return Place(
        passage.quote,
        source_of(document, None, passage.page),
        passage.get_absolute_url(),
        thumb_of(document, passage.page),
        _day(document),
        document.pk,
    )


def _day(document: Document) -> date | None:
    return timezone.localdate(document.public_since) if document.public_since else None
