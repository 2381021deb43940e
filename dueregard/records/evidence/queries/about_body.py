"""What a body's page shows of documents about it: those that its reader may open, the newest first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.access import documents_for_groups
from dueregard.records.evidence.models import Document
from dueregard.records.evidence.queries.cited import released_at
from dueregard.records.groups.access import AskedFor
from dueregard.records.groups.models import Group
from dueregard.rules.wiring.body_piece import BodyPiece

MOST = 8


@dataclass(frozen=True, slots=True)
class BodyDocument:
    """One document in the list."""

    title: str
    href: str
    pages: int
    on: date
    is_public: bool


@dataclass(frozen=True, slots=True)
class BodyDocuments:
    """The newest documents about a body; `more` says that there are others."""

    rows: tuple[BodyDocument, ...]
    more: bool


def pieces(body: Body, person: Person | None, today: date, number: str) -> tuple[BodyPiece, ...]:
    """Return the newest documents about a body. One query."""
    found = _NEWEST.all(person, body.pk)
    rows = tuple(_row(document) for document in found[:MOST])
    return (BodyPiece(30, "evidence/about_body.html", BodyDocuments(rows, len(found) > MOST)),)


def _newest(own: QuerySet[Group], body: UUID) -> QuerySet[Document]:
    found = documents_for_groups(own).select_related("copy_of").filter(body=body)
    return found.order_by("-received_at", "pk")[: MOST + 1]


_NEWEST = AskedFor(_newest)


def _row(document: Document) -> BodyDocument:
    return BodyDocument(
        title=str(document),
        href=document.get_absolute_url(),
        pages=document.pages_read,
        on=document.dated_on or localdate(released_at(document)),
        is_public=document.is_public,
    )
