"""Findings as everybody may read them: each leads to a passage that everybody may open, or it is not shown to them.

A finding mostly rests on an original, which stays private: its words are looked up in the public copies of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import documents_for, passages_for
from dueregard.records.evidence.models import Page, Passage
from dueregard.records.evidence.queries.embedding import source_of
from dueregard.records.evidence.queries.page_page import passage_path
from dueregard.records.evidence.queries.passage_page import marked_path
from dueregard.records.findings.models import Finding, Question
from dueregard.records.groups.access import is_member
from dueregard.rules.documents.passages import anchor, find_again
from dueregard.rules.findings.answers import NOT_STATED

FINDINGS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with the words it rests on, as its reader may follow them."""

    question: str
    body: str
    body_path: str
    value: str
    quote: str
    source: str
    href: str
    how: str
    at: datetime
    path: str
    is_public: bool  # everybody may follow it
    cell: str


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """The page of a question whose findings everybody may read."""

    text: str
    group: str
    lines: tuple[FindingLine, ...]
    held_back: int  # findings whose documents are not public
    list: ListPage  # type: ignore[type-arg]


def finding_line(finding: Finding, person: Person | None) -> FindingLine | None:
    """Return a finding as this person may read it, or None when they may not follow it to its words."""
    is_own = is_member(person, finding.question.group_id)
    public = public_places([finding]).get(finding.pk)
    if not is_own and not may_show(finding, public):
        return None
    return _line(finding, public, is_own=is_own)


def public_question_page(question: Question, *, number: str) -> PublicQuestion:
    """Put together the public page of a question."""
    findings = list(
        question.findings.select_related("question", "body", "passage__document__body").order_by("body__name")
    )
    places = public_places(findings)
    shown = [one for one in findings if may_show(one, places.get(one.pk))]
    page = Paginator(shown, FINDINGS_A_PAGE).get_page(number)
    return PublicQuestion(
        text=question.text,
        group=question.group.name,
        lines=tuple(_line(one, places.get(one.pk), is_own=False) for one in page.object_list),
        held_back=len(findings) - len(shown),
        list=page,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where everybody can read the words of a finding."""

    quote: str
    source: str
    href: str


def public_places(findings: Iterable[Finding]) -> dict[UUID, Place]:
    """Return, for each finding that has one, the place where everybody can read its words. Two queries for all."""
    resting = [(one, one.passage) for one in findings if one.passage]
    open_ids = {row.pk for row in passages_for(None).filter(pk__in=[passage.pk for _, passage in resting])}
    places = {one.pk: _place_of(passage) for one, passage in resting if passage.pk in open_ids}
    private = [(one, passage) for one, passage in resting if passage.pk not in open_ids]
    pages = _pages_of_copies(passage for _, passage in private)
    for one, passage in private:
        for page in pages.get((passage.document_id, passage.page), []):
            span = find_again(page.text, passage.anchor).span
            if span:
                known = anchor(page.text, span.start, span.end)
                path = reverse("evidence:page", args=[page.document_id, page.number])
                source = source_of(page.document, page, page.number)
                places.setdefault(one.pk, Place(known.quote, source, passage_path(path, known)))
    return places


def _pages_of_copies(passages: Iterable[Passage]) -> dict[tuple[UUID, int], list[Page]]:
    """Return the pages of public copies that stand for the pages of these passages."""
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


def _place_of(passage: Passage) -> Place:
    return Place(passage.quote, source_of(passage.document, None, passage.page), passage.get_absolute_url())


def may_show(finding: Finding, place: Place | None) -> bool:
    """Tell whether everybody may read a finding of a public question: those who can follow it, and its silence."""
    return place is not None or finding.value == NOT_STATED


def _line(finding: Finding, public: Place | None, *, is_own: bool) -> FindingLine:
    passage = finding.passage if is_own else None
    private = (
        Place(passage.quote, source_of(passage.document, None, passage.page), marked_path(passage)) if passage else None
    )
    place = private or public
    return FindingLine(
        question=finding.question.text,
        body=finding.body.name,
        body_path=finding.body.get_absolute_url(),
        value=finding.value,
        quote=place.quote if place else "",
        source=place.source if place else "",
        href=place.href if place else "",
        how="Two readers disagreed; a third decided." if finding.was_decided else "Two readers agreed.",
        at=finding.found_at,
        path=finding.get_absolute_url(),
        is_public=finding.question.is_public and may_show(finding, public),
        cell=reverse("findings:cell", args=[finding.question_id, finding.body.slug]) if is_own else "",
    )
