"""The only door to documents. What one may not see does not exist.

A group's documents are its own; everybody else sees the copies that were made for the public.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Citation, Document, Page, Passage
from dueregard.records.groups.access import groups_of, groups_worked_by
from dueregard.records.groups.models import Group

Row = TypeVar("Row", bound=Model)


def documents_for(person: Person | None) -> QuerySet[Document]:
    """Return the documents this person may open: their groups', and every public copy."""
    if person is None:
        return Document.objects.filter(is_public=True)
    return documents_for_groups(groups_of(person))


def documents_for_groups(own: QuerySet[Group]) -> QuerySet[Document]:
    """Return the documents that may be opened by whoever reads the work of these groups."""
    return Document.objects.filter(Q(is_public=True) | Q(group__in=own))


def document_for(person: Person | None, pk: UUID) -> Document:
    """Return the document if this person may open it; otherwise it does not exist for them. Raises: Http404"""
    return _found(documents_for(person).select_related("group", "body", "copy_of").filter(pk=pk).first())


def page_for(person: Person | None, pk: UUID, number: int) -> Page:
    """Return a page of a document that this person may open. Raises: Http404"""
    document = document_for(person, pk)
    page = _found(document.pages.filter(number=number).first())
    page.document = document
    return page


def documents_kept_by(person: Person | None) -> QuerySet[Document]:
    """Return the documents of this person's groups, with all that only their groups see."""
    return Document.objects.filter(group__in=groups_of(person))


def document_kept_by(person: Person | None, pk: UUID) -> Document:
    """Return a document of a group of this person, with all that only its group sees. Raises: Http404"""
    documents = Document.objects.filter(group__in=groups_of(person))
    return _found(documents.select_related("group", "body", "copy_of").filter(pk=pk).first())


def document_worked_by(person: Person | None, pk: UUID) -> Document:
    """Return a document in whose group's name this person may act. Raises: Http404"""
    documents = Document.objects.filter(group__in=groups_worked_by(person))
    return _found(documents.select_related("group", "body", "copy_of").filter(pk=pk).first())


def passages_for(person: Person | None) -> QuerySet[Passage]:
    """Return the passages of documents that this person may open."""
    return Passage.objects.filter(document__in=documents_for(person)).select_related(
        "document__group", "document__body", "document__copy_of"
    )


def passage_for(person: Person | None, pk: UUID) -> Passage:
    """Return a passage of a document that this person may open. Raises: Http404"""
    return _found(passages_for(person).filter(pk=pk).first())


def passage_worked_by(person: Person | None, pk: UUID) -> Passage:
    """Return a passage in whose group's name this person may act. Raises: Http404"""
    return _found(passages_for(person).filter(pk=pk, document__group__in=groups_worked_by(person)).first())


def passage_marked_by(person: Person | None, pk: UUID) -> Passage:
    """Return a passage that this person may let go: whoever may keep one there. Raises: Http404"""
    passage = passage_for(person, pk)
    if not may_mark(person, passage.document):
        raise Http404
    return passage


def citation_worked_by(person: Person | None, pk: int) -> Citation:
    """Return a claim in a body's history or under a page that this person may take back. Raises: Http404"""
    citations = Citation.objects.filter(part__in=Citation.BY_HAND)
    citations = citations.filter(passage__document__group__in=groups_worked_by(person))
    return _found(citations.select_related("passage__document").filter(pk=pk).first())


def citations_under(path: str, person: Person | None, *, group: Group | None = None) -> QuerySet[Citation]:
    """Return what was put under the page at this path, of what this person may open; with `group`, by that group."""
    tied = Citation.objects.filter(part=Citation.PAGE, path=path, passage__in=passages_for(person).values("pk"))
    return tied if group is None else tied.filter(passage__document__group=group)


def may_mark(person: Person | None, document: Document) -> bool:
    """Tell whether this person may keep a passage: a member, and where everybody would see it, a caseworker."""
    groups = groups_worked_by(person) if document.is_public else groups_of(person)
    return groups.filter(pk=document.group_id).exists()


def page_marked_by(person: Person | None, pk: UUID, number: int) -> Page:
    """Return a page of which this person may keep passages. Raises: Http404"""
    page = page_for(person, pk, number)
    if not may_mark(person, page.document):
        raise Http404
    return page


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
