"""The only door to records of training. A group's records are its own; two people make one public."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.parts.training.models import Claim, Material, Session, Statement
from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.evidence.models import Document
from dueregard.records.groups.access import groups_of, groups_worked_by, places_of
from dueregard.records.groups.models import Group

Row = TypeVar("Row", bound=Model)


def sessions_of(person: Person | None) -> QuerySet[Session]:
    """Return the records of this person's groups."""
    return Session.objects.filter(group__in=groups_of(person)).select_related("group", "body")


def sessions_for_groups(own: QuerySet[Group]) -> QuerySet[Session]:
    """Return the records that may be read by whoever reads the work of these groups."""
    return Session.objects.filter(Q(is_public=True) | Q(group__in=own)).select_related("group", "body")


def public_sessions() -> QuerySet[Session]:
    """Return the records that everybody may read."""
    return Session.objects.filter(is_public=True).select_related("group", "body")


def public_session(pk: UUID) -> Session:
    """Return a record that everybody may read. Raises: Http404"""
    return _found(public_sessions().filter(pk=pk).first())


def session_for(person: Person | None, pk: UUID) -> Session:
    """Return a record of a group of this person, with its notes. Raises: Http404"""
    return _found(sessions_of(person).filter(pk=pk).first())


def session_worked_by(person: Person | None, pk: UUID) -> Session:
    """Return a record that this person may ask to publish, withdraw and throw away. Raises: Http404"""
    return _found(sessions_of(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def member_of(person: Person | None) -> Callable[[Session], bool]:
    """Return a function that tells whether a record is of a group of this person. One query for all."""
    own = set(places_of(person).names) if person else set()
    return lambda session: session.group_id in own


def may_work(person: Person | None, session: Session) -> bool:
    """Tell whether this person acts in the name of the record's group."""
    return groups_worked_by(person).filter(pk=session.group_id).exists()


def material_of(person: Person | None, pk: int) -> Material:
    """Return a document of a record of this person's groups. Raises: Http404"""
    rows = Material.objects.filter(session__in=sessions_of(person).values("pk"))
    return _found(rows.select_related("session__group", "document").filter(pk=pk).first())


def statement_for(person: Person | None, pk: UUID) -> Statement:
    """Return a statement of a record of this person's groups. Raises: Http404"""
    rows = Statement.objects.filter(session__in=sessions_of(person).values("pk"))
    related = rows.select_related("session__group", "session__body", "document", "passage", "claim")
    return _found(related.filter(pk=pk).first())


def claims_of(person: Person | None) -> QuerySet[Claim]:
    """Return the claims by which this person's groups compare sessions."""
    return Claim.objects.filter(group__in=groups_of(person)).select_related("group")


def claim_for(person: Person | None, pk: UUID) -> Claim:
    """Return a claim of a group of this person. Raises: Http404"""
    return _found(claims_of(person).filter(pk=pk).first())


def documents_to_add(person: Person | None, session: Session) -> QuerySet[Document]:
    """Return the originals of the record's group that are not among its material yet, the newest first."""
    rows = documents_kept_by(person).filter(group=session.group_id, copy_of=None, depth=0)
    return rows.exclude(pk__in=session.material.values("document")).order_by("-received_at")


def claims_to_choose(person: Person | None, session: Session) -> QuerySet[Claim]:
    """Return the claims of the record's group."""
    return claims_of(person).filter(group=session.group_id)


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
