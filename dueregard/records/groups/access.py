"""Which groups a person works in, and what they may do there: the one place that knows.

Other apps ask here and add their own rows; administrators see every group's work.
"""

from django.db.models import QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.models import Group, Role


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


def is_caseworker(person: Person | None, group: Group) -> bool:
    """Tell whether this person may write, send and publish for the group."""
    return groups_worked_by(person).filter(pk=group.pk).exists()
