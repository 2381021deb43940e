"""Which groups a person works in, and what they may do there: the one place that knows.

Other apps ask here and add their own rows; administrators see every group's work.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Invitation, Person, digest_of
from dueregard.records.groups.models import Group, Membership, Role

Row = TypeVar("Row", bound=Model)


def groups_of(person: Person | None) -> QuerySet[Group]:
    """Return the groups whose work this person may read. A visitor reads none."""
    if person is None:
        return Group.objects.none()
    if person.is_administrator:
        return Group.objects.all()
    return Group.objects.filter(memberships__person=person)


def groups_worked_by(person: Person | None) -> QuerySet[Group]:
    """Return the groups in whose name this person may write, send and publish."""
    if person is None:
        return Group.objects.none()
    if person.is_administrator:
        return Group.objects.all()
    return Group.objects.filter(memberships__person=person, memberships__role=Role.CASEWORKER)


def group_for(person: Person | None, slug: str) -> Group:
    """Return the group if this person may read its work; otherwise it does not exist for them. Raises: Http404"""
    group = groups_of(person).filter(slug=slug).first()
    if group is None:
        raise Http404
    return group


def group_worked_for(person: Person | None, slug: str) -> Group:
    """Return the group if this person may write in its name; otherwise it does not exist for them. Raises: Http404"""
    group = groups_worked_by(person).filter(slug=slug).first()
    if group is None:
        raise Http404
    return group


def member_for(person: Person | None, slug: str, pk: int) -> Membership:
    """Return a place in a group if this person may change it. Raises: Http404"""
    membership = Membership.objects.select_related("person", "group").filter(
        group=group_worked_for(person, slug), pk=pk
    )
    return _only(membership)


def invitation_for(person: Person | None, slug: str, pk: UUID) -> Invitation:
    """Return a link into a group if this person may close it. Raises: Http404"""
    return _only(Invitation.objects.filter(place__group=group_worked_for(person, slug), pk=pk))


def invitation_of(secret: str) -> Invitation:
    """Return the invitation of a one-time link: who holds the secret may read it. Raises: Http404"""
    return _only(Invitation.objects.select_related("place__group", "lets_back_in").filter(digest=digest_of(secret)))


def works_in_a_group(person: Person | None) -> bool:
    """Tell whether this person is a member of any group, or an administrator."""
    return person is not None and (person.is_administrator or groups_of(person).exists())


def acts_for_a_group(person: Person | None) -> bool:
    """Tell whether this person may write, send and publish for any group; administrators may on a site without one."""
    return person is not None and (person.is_administrator or groups_worked_by(person).exists())


def is_member(person: Person | None, group_id: UUID) -> bool:
    """Tell whether this person may read the work of the group."""
    return groups_of(person).filter(pk=group_id).exists()


def administers(person: Person | None) -> bool:
    """Tell whether this person keeps the site itself."""
    return person is not None and person.is_administrator


def is_caseworker(person: Person | None, group: Group) -> bool:
    """Tell whether this person may write, send and publish for the group."""
    return groups_worked_by(person).filter(pk=group.pk).exists()


def _only(rows: QuerySet[Row]) -> Row:
    row = rows.first()
    if row is None:
        raise Http404
    return row
