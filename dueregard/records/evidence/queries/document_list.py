"""The list of a group's documents: filtered, with how each stands, how far reading is, and what could not be read.

Whose documents a person may see is decided in access.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.evidence.models import Document, Fixity, Provenance, Reading
from dueregard.records.evidence.queries.standing import standing_of
from dueregard.records.evidence.queries.thumbs import thumb_of

ROWS = 50
DAMAGED = "damaged"
STATES = {
    "reading": (Reading.WAITING, Reading.RUNNING),
    "read": (Reading.READ,),
    "failed": (Reading.PARTLY, Reading.UNREADABLE),
}


@dataclass(frozen=True, slots=True)
class DocumentsWanted:
    """Which documents a person asks for; an empty field asks for all."""

    state: str = ""
    body: UUID | None = None
    kind: str = ""
    case: str = ""
    name: str = ""

    def as_query(self) -> str:
        """Return the same wish as the query of an address."""
        fields = {"state": self.state, "body": self.body, "kind": self.kind, "case": self.case, "name": self.name}
        return urlencode({name: value for name, value in fields.items() if value})


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the list shows it."""

    pk: UUID
    name: str
    href: str
    body: str
    came: str
    received_at: datetime
    tone: str
    state: str
    says: str
    can_be_tried: bool
    thumb: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One state to look at, with how many documents are in it."""

    href: str
    words: str
    here: bool


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Everything that the list of documents shows."""

    rows: list[DocumentRow]
    page: ListPage  # type: ignore[type-arg]
    tabs: tuple[Tab, ...]
    wanted: DocumentsWanted
    total: int
    read: int
    failed: int
    damaged: int
    is_reading: bool
    body: str
    is_filtered: bool


def wanted_documents(wanted: DocumentsWanted, person: Person) -> QuerySet[Document]:
    """Return the documents of this person's groups that are asked for.

    Public copies are their originals' matter, unless they are damaged.
    """
    documents = documents_kept_by(person)
    if wanted.state != DAMAGED:
        documents = documents.filter(copy_of=None)
    if wanted.body:
        documents = documents.filter(provenances__body=wanted.body) | documents.filter(body=wanted.body)
    if wanted.kind:
        documents = documents.filter(kind=wanted.kind)
    if wanted.case:
        documents = documents.filter(label_rows__facet="case", label_rows__word=wanted.case)
    if wanted.name:
        documents = documents.filter(name__icontains=wanted.name) | documents.filter(title__icontains=wanted.name)
    return documents.distinct() if wanted.body else documents


def in_state(documents: QuerySet[Document], state: str) -> QuerySet[Document]:
    """Keep the documents in a state of the list; an unknown one keeps all."""
    if state == DAMAGED:
        return documents.exclude(fixity=Fixity.KEPT)
    return documents.filter(reading__in=STATES[state]) if state in STATES else documents


def document_list(wanted: DocumentsWanted, person: Person, *, number: str) -> DocumentList:
    """Return one page of the list. Five queries, however many documents there are."""
    damaged = in_state(wanted_documents(replace(wanted, state=DAMAGED), person), DAMAGED).count()
    documents = wanted_documents(replace(wanted, state=""), person)
    counts = dict(documents.order_by().values_list("reading").annotate(Count("pk", distinct=True)))
    by_state = {name: sum(counts.get(one, 0) for one in ones) for name, ones in STATES.items()}
    came = Provenance.objects.filter(document=OuterRef("pk")).order_by("at", "pk").values("says")[:1]
    shown = (
        in_state(wanted_documents(wanted, person), wanted.state).select_related("body").annotate(came=Subquery(came))
    )
    page = Paginator(shown.order_by("-received_at", "pk"), ROWS).get_page(number)
    body = Body.objects.filter(pk=wanted.body).values_list("name", flat=True).first() if wanted.body else ""
    total = sum(counts.values())
    return DocumentList(
        rows=[_row(document) for document in page.object_list],
        page=page,
        tabs=_tabs(wanted, by_state, total, damaged),
        wanted=wanted,
        total=total,
        read=total - by_state["reading"],
        failed=by_state["failed"],
        damaged=damaged,
        is_reading=by_state["reading"] > 0,
        body=body or "",
        is_filtered=bool(wanted.as_query()),
    )


def kinds_of_documents(person: Person) -> list[str]:
    """Return what people of this person's groups have said documents are."""
    kinds = documents_kept_by(person).exclude(kind="").order_by("kind").values_list("kind", flat=True)
    return list(kinds.distinct()[:100])


def _row(document: Document) -> DocumentRow:
    standing = standing_of(document)
    return DocumentRow(
        pk=document.pk,
        name=str(document),
        href=document.get_absolute_url(),
        body=document.body.name if document.body else "",
        came=getattr(document, "came", "") or "",
        received_at=document.received_at,
        tone=standing.tone,
        state=standing.words,
        says=standing.says,
        can_be_tried=document.reading in STATES["failed"],
        thumb=thumb_of(document),
    )


def _tabs(wanted: DocumentsWanted, by_state: dict[str, int], total: int, damaged: int) -> tuple[Tab, ...]:
    named = {
        "": f"All ({total:,})",
        "reading": f"Being read ({by_state['reading']:,})",
        "read": f"Read ({by_state['read']:,})",
        "failed": f"Could not be read ({by_state['failed']:,})",
    } | ({DAMAGED: f"Damaged ({damaged:,})"} if damaged else {})
    return tuple(
        Tab(f"?{replace(wanted, state=state).as_query()}", says, state == wanted.state) for state, says in named.items()
    )
