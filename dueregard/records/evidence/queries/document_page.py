"""The page of one document: what it is, where it came from, its pages, what is in it, and what it hides.

What belongs to its group alone is left out for everybody else; whether a person may open it at all is `access`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document, Page, Provenance, Reading
from dueregard.records.evidence.queries.cited import cited_document, released_at
from dueregard.records.evidence.queries.found_in_text import marked_spans, pages_with
from dueregard.records.evidence.queries.hidden import HiddenGroup, hidden_in
from dueregard.records.evidence.queries.standing import reason_in_words, standing_of
from dueregard.records.evidence.queries.straightening import can_be_straightened, straightened_from
from dueregard.records.evidence.queries.thumbs import thumb_of
from dueregard.records.groups.access import is_member
from dueregard.rules.documents.citation_styles import Citation, citations, clock
from dueregard.rules.documents.commitment import how_to_open
from dueregard.rules.documents.reading import REASONS, Reason, TextSource
from dueregard.rules.documents.text_pieces import Piece, around, cut, opening

PAGES_A_LIST = 40
COMMITS = "It proves which file this copy was made from once the group shows that file, and tells nothing before."
ONLY_YOURS = "SHA-256 of the original. Only your group sees it."
OPENS = "Give the original and this line only to someone who may see both: with the line, guesses can be tried."


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known of a document."""

    name: str
    words: str
    href: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page in the list: how it begins, or where it says what was looked for."""

    title: str
    href: str
    pieces: tuple[Piece, ...]
    note: str
    thumb: str  # the address of its small picture, if it has one


@dataclass(frozen=True, slots=True)
class Came:
    """One way by which the document came."""

    at: datetime | None  # for its group; everybody else learns the day
    on: date
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class InsideLine:
    """A file that lay in the document."""

    name: str
    kind: str
    size: int
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything the page of a document shows."""

    pk: str
    title: str
    name: str
    body: str
    body_path: str
    body_says: str  # how the body stands to the document
    on: date | None
    received_at: datetime
    state: str
    tone: str
    trouble: str
    is_reading: bool
    may_try_again: bool
    facts: tuple[Fact, ...]
    hidden: tuple[HiddenGroup, ...]
    lines: tuple[PageLine, ...]
    list: ListPage  # type: ignore[type-arg]
    typed: str
    came: tuple[Came, ...]
    inside: tuple[InsideLine, ...]
    copies: tuple[Fact, ...]
    citations: tuple[Citation, ...]
    is_own: bool
    is_public: bool
    json_path: str
    original_path: str
    publish_path: str
    straighten_path: str  # where a photograph of a slide is laid flat
    correct_path: str  # where its group corrects what is said of it; nothing for a copy, which follows its original


def document_page(document: Document, person: Person | None, *, typed: str, number: str, today: date) -> DocumentPage:
    """Put together the page of a document that this person may open."""
    is_own = belongs_to(document, person)
    pages = Paginator(_pages_with(document, typed), PAGES_A_LIST).get_page(number)
    body = document.body
    standing = standing_of(document)
    return DocumentPage(
        pk=str(document.pk),
        title=str(document),
        name=document.name,
        body=body.name if body else "",
        body_path=body.get_absolute_url() if body else "",
        body_says="Released by" if document.came_in_reply else "About",
        on=document.dated_on,
        received_at=released_at(document),
        state="" if standing.tone == "good" else standing.words.capitalize(),
        tone=standing.tone,
        trouble=" ".join(part for part in (standing.says, document.detail if is_own else "") if part),
        is_reading=document.reading in {Reading.WAITING, Reading.RUNNING},
        may_try_again=is_own and bool(document.reason) and document.reading in {Reading.PARTLY, Reading.UNREADABLE},
        facts=tuple(_facts(document, is_own=is_own)),
        hidden=hidden_in(document) if is_own and not document.copy_of_id else (),  # a copy has no more than is seen
        lines=tuple(page_line(page, typed) for page in pages.object_list),
        list=pages,
        typed=typed,
        came=tuple(came(document, is_own=is_own)),
        inside=tuple(_inside(document)) if is_own else (),
        copies=tuple(_copies(document)) if is_own else (),
        citations=citations(cited_document(document, today=today)),
        is_own=is_own,
        is_public=document.is_public,
        json_path=reverse("evidence:document_json", args=[document.pk]),
        original_path=reverse("evidence:original", args=[document.pk]),
        publish_path=_publish_path(document) if is_own else "",
        straighten_path=reverse("evidence:straighten", args=[document.pk])
        if is_own and can_be_straightened(document)
        else "",
        correct_path=reverse("evidence:correct", args=[document.pk]) if is_own and not document.copy_of_id else "",
    )


def _publish_path(document: Document) -> str:
    """Return where the group publishes a copy of this document, or of the one that it is a copy of."""
    return reverse("redaction:publication", args=[document.copy_of_id or document.pk])


def belongs_to(document: Document, person: Person | None) -> bool:
    """Tell whether this person works in the group of the document, and so sees what only the group sees."""
    return is_member(person, document.group_id)


def came(document: Document, *, is_own: bool) -> list[Came]:
    """Return how the document came. Others than its group learn by what it came, never through whom or where.

    Of an original that the body did not send itself they learn nothing: how and when it came may lead to a person.
    """
    found: list[Provenance] = list(document.provenances.all())
    if is_own:
        return [Came(one.at, localdate(one.at), one.says, one.path or one.url) for one in found]
    original = document.copy_of if document.came_in_reply else None
    told: list[Provenance] = [*(original.provenances.all() if original else ()), *found]
    made_on = localdate(released_at(document))
    is_told = document.came_in_reply
    return [Came(None, localdate(one.at) if is_told else made_on, _by_what(one), "") for one in told]


def page_title(page: Page) -> str:
    """Return what a page is called: its number, or the name of its sheet, or the minutes of the recording."""
    if page.source == TextSource.TRANSCRIPT and page.start_ms is not None:
        return f"{clock(page.start_ms)} to {clock(page.end_ms or page.start_ms)}"
    has_name = page.label and page.label != str(page.number)
    return f"Page {page.number}: {page.label}" if has_name else f"Page {page.number}"


def page_line(page: Page, typed: str) -> PageLine:
    """Return a page as it stands in the list."""
    spans = marked_spans(page.text, typed) if typed else ()
    words = around(page.text, spans[0]) if spans else opening(page.text)
    reason = REASONS[Reason(page.reason)] if page.reason in set(Reason) else ""
    return PageLine(
        title=page_title(page),
        href=reverse("evidence:page", args=[page.document_id, page.number]),
        pieces=cut(words, found=marked_spans(words, typed)) if words else (),
        note=reason or ("" if page.text.strip() else "There are no words on this page."),
        thumb=thumb_of(page.document, page.number),
    )


def _by_what(one: Provenance) -> str:
    return Provenance.Kind(one.kind).label.capitalize()


def _pages_with(document: Document, typed: str) -> QuerySet[Page]:
    pages = document.pages.order_by("number")
    return pages.filter(number__in=pages_with(document, typed)) if typed else pages


def _facts(document: Document, *, is_own: bool) -> list[Fact]:
    said = {name: ", ".join(words) for name, words in document.labels.items()}
    facts = [Fact("Type", document.kind)] if document.kind else []
    told = LABELS if is_own else LABELS_FOR_ALL
    facts += [Fact(words, said[name]) for name, words in told.items() if said.get(name)]
    if document.pages_read:
        facts.append(Fact("Pages", _pages_words(document)))
    facts.append(Fact("File", f"{document.name}, {_size(document.size)}"))
    facts.append(Fact("SHA-256", document.sha256, source="Every exact copy of this file has the same one."))
    if document.commitment:
        facts.append(Fact("Commitment to the original", document.commitment, source=COMMITS))
    if document.copy_of and is_own:
        facts.append(Fact("Made from", document.copy_of.sha256, source=ONLY_YOURS))
        if document.salt:
            facts.append(Fact("To open the commitment", how_to_open(document.salt), source=OPENS))
    if is_own:
        facts.append(Fact("Held by", document.group.name))
    return facts


LABELS_FOR_ALL = {"law": "Released under", "exemption": "Withheld under"}
LABELS = {**LABELS_FOR_ALL, "reference": "Their reference"}  # of a case that may be private


def _pages_words(document: Document) -> str:
    if document.pages_expected and document.pages_expected > document.pages_read:
        return f"{document.pages_read} of {document.pages_expected} read"
    return str(document.pages_read)


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def _inside(document: Document) -> list[InsideLine]:
    given = document.given.filter(kind=Provenance.Kind.INSIDE).select_related("document")
    return [
        InsideLine(
            name=one.name,
            kind=one.document.media_type or "file",
            size=one.document.size,
            href=one.document.get_absolute_url(),
            note=reason_in_words(one.document),
        )
        for one in given[:500]
    ]


def _copies(document: Document) -> list[Fact]:
    copies = [
        Fact("Public copy" if copy.is_public else "Copy, not public", str(copy), href=copy.get_absolute_url())
        for copy in document.copies.order_by("received_at")
    ]
    if not can_be_straightened(document):
        return copies
    flat = straightened_from([document.pk]).get(document.pk, [])
    return [*copies, *(Fact("Straightened", str(one), href=one.get_absolute_url()) for one in flat)]
