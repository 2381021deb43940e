"""The only door to signatories: everyone sees who is listed, a signatory itself by its link, and the desk all of them.

Whoever acts for a group keeps the list: it belongs to no group. What one may not see does not exist.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.parts.pledge.models import Adoption, Doubt, Proof, Signatory
from dueregard.records.evidence.access import documents_for
from dueregard.records.evidence.models import Document
from dueregard.records.groups.access import acts_for_a_group
from dueregard.rules.pledge.standing import State

Row = TypeVar("Row", bound=Model)


def listed() -> QuerySet[Signatory]:
    """Return who is on the list: proved, or in grace."""
    return Signatory.objects.filter(state__in=[State.LISTED.value, State.GRACE.value])


def gone() -> QuerySet[Signatory]:
    """Return who was on the list, and has lapsed or withdrawn."""
    return Signatory.objects.filter(state__in=[State.LAPSED.value, State.WITHDRAWN.value], listed_at__isnull=False)


def shown() -> QuerySet[Signatory]:
    """Return whose page everyone may read."""
    return listed() | gone()


def signatory_shown(slug: str) -> Signatory:
    """Return a signatory whose page everyone may read. Raises: Http404"""
    return _found(shown().select_related("area").filter(slug=slug).first())


def signatory_listed(slug: str) -> Signatory:
    """Return a signatory that is on the list now. Raises: Http404"""
    return _found(listed().select_related("area").filter(slug=slug).first())


def signatory_by_code(code: str) -> tuple[Signatory | None, bool]:
    """Return the signatory with a public code, if everyone may read of it, and whether there is such a code at all."""
    found = Signatory.objects.filter(code=code).first()
    if found is None:
        return None, False
    return (found if shown().filter(pk=found.pk).exists() else None), True


def own_signatory(token: str) -> Signatory:
    """Return a signatory for whoever holds its own link. Raises: Http404"""
    return _found(Signatory.objects.select_related("area").filter(token=token).first())


def proof_of_mail(token: str) -> Proof:
    """Return the proof by e-mail that a link confirms. Raises: Http404"""
    return _found(Proof.objects.select_related("signatory").exclude(token="").filter(token=token).first())


def may_keep(person: Person | None) -> bool:
    """Tell whether this person keeps the list: a caseworker of any group, or an administrator."""
    return acts_for_a_group(person)


def keeper(person: Person | None) -> Person:
    """Return the person if they keep the list; for anyone else the page does not exist. Raises: Http404"""
    if person is None or not may_keep(person):
        raise Http404
    return person


def signatories_for(person: Person | None) -> QuerySet[Signatory]:
    """Return every signatory, for someone who keeps the list. Raises: Http404"""
    keeper(person)
    return Signatory.objects.all()


def signatory_for(person: Person | None, pk: UUID) -> Signatory:
    """Return a signatory for someone who keeps the list. Raises: Http404"""
    return _found(signatories_for(person).select_related("area").filter(pk=pk).first())


def adoption_for(person: Person | None, pk: int) -> Adoption:
    """Return a decision that waits to be seen, for someone who keeps the list. Raises: Http404"""
    keeper(person)
    return _found(Adoption.objects.select_related("signatory").filter(pk=pk).first())


def doubt_for(person: Person | None, pk: int) -> Doubt:
    """Return a doubt for someone who keeps the list. Raises: Http404"""
    keeper(person)
    return _found(Doubt.objects.select_related("signatory").filter(pk=pk).first())


def document_to_name(person: Person, pk: UUID) -> Document | None:
    """Return a public document that this person may name as the minute of a signatory."""
    return documents_for(person).filter(is_public=True, pk=pk).first()


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
