"""Reading groups, the people in them and the links that lead to them, as pages show them.

Who may read a group is `access.py`.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch

from dueregard.foundation.accounts.models import Invitation, Person
from dueregard.records.groups.access import groups_of, is_caseworker
from dueregard.records.groups.models import Group, Membership, PlaceOffered, Role


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in the list of a person's groups."""

    name: str
    slug: str
    members: int
    own_role: str  # empty for an administrator who is not a member


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as the group's page shows them."""

    pk: int
    name: str
    username: str
    role: str
    since: datetime
    is_active: bool


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link into the group that nobody has used yet."""

    pk: UUID
    role: str
    by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group with its people, for somebody who may read its work."""

    group: Group
    members: list[MemberLine]
    links: list[LinkLine]
    may_change: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as administrators see them."""

    pk: UUID
    name: str
    username: str
    groups: str
    is_administrator: bool
    is_active: bool
    last_here: datetime | None


@dataclass(frozen=True, slots=True)
class JoinPage:
    """What a one-time link offers, and whether it still does."""

    state: str  # open, used or expired
    until: datetime
    group: str  # empty when it leads to no group
    role: str
    makes_administrator: bool
    founds_group: bool
    comes_back: str  # the sign-in name of somebody who lost their keys


def groups_list(person: Person) -> list[GroupLine]:
    """Return the groups whose work this person may read, by name."""
    own = dict(Membership.objects.filter(person=person).values_list("group_id", "role"))
    sizes = dict(Membership.objects.values_list("group_id").annotate(Count("pk")))
    return [
        GroupLine(group.name, group.slug, sizes.get(group.pk, 0), role_word(own[group.pk]) if group.pk in own else "")
        for group in groups_of(person).order_by("name")
    ]


def group_page(group: Group, person: Person, *, now: datetime) -> GroupPage:
    """Return a group's people, and for those who may change them the links that are still open."""
    may_change = is_caseworker(person, group)
    members = Membership.objects.filter(group=group).select_related("person").order_by("person__name")
    return GroupPage(
        group=group,
        members=[
            MemberLine(one.pk, one.person.name, one.person.username, one.role, one.since, one.person.is_active)
            for one in members
        ],
        links=_open_links(group, now) if may_change else [],
        may_change=may_change,
    )


def people_list() -> list[PersonLine]:
    """Return everybody who has an account, with the groups they work in, by name. Costs two queries."""
    memberships = Prefetch("memberships", Membership.objects.select_related("group").order_by("group__name"))
    return [
        PersonLine(
            pk=person.pk,
            name=person.name,
            username=person.username,
            groups=", ".join(f"{one.group} ({role_word(one.role)})" for one in person.memberships.all()),
            is_administrator=person.is_administrator,
            is_active=person.is_active,
            last_here=person.last_login,
        )
        for person in Person.objects.prefetch_related(memberships).order_by("name")
    ]


def join_page(invitation: Invitation, *, now: datetime) -> JoinPage:
    """Return what a link offers at this moment."""
    place = PlaceOffered.objects.select_related("group").filter(invitation=invitation).first()
    used = "used" if invitation.used_at else "expired"
    returning = invitation.lets_back_in
    return JoinPage(
        state="open" if invitation.is_open(now) else used,
        until=invitation.expires_at,
        group=place.group.name if place else "",
        role=role_word(place.role) if place else "",
        makes_administrator=invitation.makes_administrator,
        founds_group=invitation.makes_administrator and place is None and not Group.objects.exists(),
        comes_back=returning.username if returning else "",
    )


def role_word(role: str) -> str:
    """Return a role in one word."""
    return str(Role(role).label).partition(":")[0]


def _open_links(group: Group, now: datetime) -> list[LinkLine]:
    places = PlaceOffered.objects.filter(
        group=group, invitation__used_at=None, invitation__expires_at__gt=now
    ).select_related("invitation__created_by")
    return [
        LinkLine(
            pk=place.invitation.pk,
            role=role_word(place.role),
            by=str(place.invitation.created_by or "the site"),
            until=place.invitation.expires_at,
        )
        for place in places.order_by("invitation__expires_at")
    ]
