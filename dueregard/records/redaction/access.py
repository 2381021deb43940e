"""The only door to marks and copies. Who keeps a document works on its copies; for everybody else there are none.

Who keeps a document, and in whose name one may act, is decided by the door of documents.
"""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.access import document_kept_by, document_worked_by
from dueregard.records.evidence.models import Document, Page
from dueregard.records.redaction.models import Mark, PublicCopy


def original_kept_by(person: Person | None, pk: UUID) -> Document:
    """Return a document of this person's group that came from outside, so that it can be copied. Raises: Http404"""
    return _original(document_kept_by(person, pk))


def original_worked_by(person: Person | None, pk: UUID) -> Document:
    """Return such a document in whose group's name this person may act. Raises: Http404"""
    return _original(document_worked_by(person, pk))


def original_page_kept_by(person: Person | None, pk: UUID, number: int) -> Page:
    """Return a page of such a document. Raises: Http404"""
    document = original_kept_by(person, pk)
    page = get_object_or_404(document.pages, number=number)
    page.document = document
    return page


def mark_kept_by(person: Person | None, pk: UUID, mark: int) -> Mark:
    """Return a mark on such a document. Raises: Http404"""
    document = original_kept_by(person, pk)
    found = get_object_or_404(document.marks, pk=mark)
    found.document = document
    return found


def copy_in_the_works(document: Document) -> PublicCopy:
    """Return the copy of a document, handed out by this door, that is neither public nor over. Raises: Http404"""
    copies = document.public_copies.select_related("copy", "document", "prepared_by")
    return get_object_or_404(copies, state__in=PublicCopy.OPEN)


def published_copy(document: Document) -> PublicCopy:
    """Return the making of the copy that is public now. Raises: Http404"""
    return get_object_or_404(document.public_copies, state=PublicCopy.State.PUBLISHED)


def _original(document: Document) -> Document:
    if document.copy_of_id:
        raise Http404
    return document
