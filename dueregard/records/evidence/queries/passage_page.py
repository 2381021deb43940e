"""The page of one passage: its words, where they are from, how they are cited and embedded, what rests on them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import may_mark
from dueregard.records.evidence.models import Citation as Tied
from dueregard.records.evidence.models import Page, Passage
from dueregard.records.evidence.queries.cited import cited_page
from dueregard.records.evidence.queries.document_page import belongs_to
from dueregard.records.evidence.queries.embedding import html_of, oembed_address, quoted_passage, source_of
from dueregard.records.evidence.queries.page_page import passage_path, sound_path
from dueregard.records.groups.access import is_caseworker
from dueregard.rules.documents.citation_styles import Citation, Cited, citations
from dueregard.rules.documents.passages import Found
from dueregard.rules.documents.text_pieces import words_before, words_behind

SAID = {
    Found.CHANGED: "The page has been read again since, and these words are slightly different there now.",
    Found.LOST: "The page has been read again since, and these words are no longer found on it. We keep them as "
    "they were.",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that rests on the passage."""

    pk: int
    says: str
    path: str
    at: datetime
    who: str
    is_history: bool
    is_by_hand: bool


@dataclass(frozen=True, slots=True)
class PassagePage:
    """Everything the page of a passage shows."""

    pk: str
    quote: str
    before: str
    behind: str
    source: str
    href: str  # the page with the passage marked
    address: str
    body: str
    body_path: str
    body_says: str
    document_title: str
    document_path: str
    note: str
    sound: str
    citations: tuple[Citation, ...]
    embed: str
    oembed: str
    claims: tuple[Claim, ...]
    is_own: bool
    is_public: bool
    may_mark: bool
    may_work: bool
    may_claim: bool


def passage_page(passage: Passage, person: Person | None, *, today: date) -> PassagePage:
    """Put together the page of a passage that this person may open."""
    document = passage.document
    is_own = belongs_to(document, person)
    page = document.pages.filter(number=passage.page).first()
    path = passage.get_absolute_url()
    body = document.body
    claims = _claims(passage) if is_own else ()
    may_work = person is not None and is_caseworker(person, document.group)
    return PassagePage(
        pk=str(passage.pk),
        quote=passage.quote,
        before=words_behind(passage.prefix),
        behind=words_before(passage.suffix),
        source=source_of(document, page, passage.page),
        href=marked_path(passage),
        address=f"{settings.PUBLIC_URL}{path}",
        body=body.name if body else "",
        body_path=body.get_absolute_url() if body else "",
        body_says="from" if document.came_in_reply else "about",
        document_title=str(document),
        document_path=document.get_absolute_url(),
        note=SAID.get(Found(passage.found), ""),
        sound=sound_path(document, passage.start_ms, passage.end_ms) if passage.start_ms is not None else "",
        citations=citations(cited_passage(passage, page, today=today)),
        embed=html_of(quoted_passage(passage, page)) if document.is_public else "",
        oembed=oembed_address(path) if document.is_public else "",
        claims=claims,
        is_own=is_own,
        is_public=document.is_public,
        may_mark=may_mark(person, document),
        may_work=may_work,
        may_claim=may_work and body is not None and not any(one.is_history for one in claims),
    )


def marked_path(passage: Passage) -> str:
    """Return the address of the page on which the passage is marked."""
    page = reverse("evidence:page", args=[passage.document_id, passage.page])
    return page if passage.found == Found.LOST else passage_path(page, passage.anchor)


def cited_passage(passage: Passage, page: Page | None, *, today: date) -> Cited:
    """Return what a citation of the passage says."""
    known = page or Page(document=passage.document, number=passage.page)
    return cited_page(known, passage.document, today=today, path=passage.get_absolute_url(), at_ms=passage.start_ms)


def _claims(passage: Passage) -> tuple[Claim, ...]:
    rows = passage.citations.select_related("by")
    return tuple(
        Claim(
            pk=row.pk,
            says=row.says,
            path=row.path,
            at=row.at,
            who=str(row.by),
            is_history=row.part == Tied.HISTORY,
            is_by_hand=row.part in Tied.BY_HAND,
        )
        for row in rows
    )
