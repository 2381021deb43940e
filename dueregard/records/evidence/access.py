"""The only door to documents. What one may not see does not exist.

A group's documents are its own; everybody else sees the copies that were made for the public.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Document, Page
from dueregard.records.groups.access import groups_of, groups_worked_by


def documents_for(person: Person | None) -> QuerySet[Document]:
    """Return the documents this person may open: their groups', and every public copy."""
    if person is None:
        return Document.objects.filter(is_public=True)
    return Document.objects.filter(Q(is_public=True) | Q(group__in=groups_of(person)))


def document_for(person: Person | None, pk: UUID) -> Document:
    """Return the document if this person may open it; otherwise it does not exist for them. Raises: Http404"""
    return _found(documents_for(person).select_related("group", "body", "copy_of").filter(pk=pk).first())


def page_for(person: Person | None, pk: UUID, number: int) -> Page:
    """Return a page of a document that this person may open. Raises: Http404"""
    document = document_for(person, pk)
    page = document.pages.filter(number=number).first()
    if page is None:
        raise Http404
    page.document = document
    return page


def document_kept_by(person: Person | None, pk: UUID) -> Document:
    """Return a document of a group of this person, with all that only its group sees. Raises: Http404"""
    documents = Document.objects.filter(group__in=groups_of(person))
    return _found(documents.select_related("group", "body", "copy_of").filter(pk=pk).first())


def document_worked_by(person: Person | None, pk: UUID) -> Document:
    """Return a document in whose group's name this person may act. Raises: Http404"""
    documents = Document.objects.filter(group__in=groups_worked_by(person))
    return _found(documents.select_related("group", "body", "copy_of").filter(pk=pk).first())


def _found(document: Document | None) -> Document:
    if document is None:
        raise Http404
    return document
