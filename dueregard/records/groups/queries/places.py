"""Reading groups, the people in them and the links that lead to them, as pages show them.

Who may read a group is `access.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Invitation, Person
from dueregard.records.areas.queries.rolled import known_areas
from dueregard.records.groups.access import groups_of, groups_worked_by, is_caseworker
from dueregard.records.groups.models import Group, Membership, PaperInvitation, PlaceOffered, Role
from dueregard.records.groups.queries.public import AreaToday, area_today
from dueregard.rules.wiring.desk import FirstNeeds, FirstStep


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
class PaperLine:
    """An invitation on paper that still lets somebody in."""

    pk: UUID
    used: int
    uses: int
    last_on: date
    by: str


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group with its people, for somebody who may read its work."""

    group: Group
    area: AreaToday | None
    members: list[MemberLine]
    links: list[LinkLine]
    papers: list[PaperLine]
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
        area=area_today(group, known_areas() if group.area_id else None, localdate(now)),
        members=[
            MemberLine(one.pk, one.person.name, one.person.username, one.role, one.since, one.person.is_active)
            for one in members
        ],
        links=_open_links(group, now) if may_change else [],
        papers=_open_papers(group, localdate(now)) if may_change else [],
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


def _open_papers(group: Group, today: date) -> list[PaperLine]:
    papers = PaperInvitation.objects.filter(group=group, withdrawn_at=None, last_on__gte=today)
    counted = papers.annotate(used=Count("places_taken")).select_related("made_by").order_by("last_on", "made_at")
    return [
        PaperLine(paper.pk, paper.used, paper.uses, paper.last_on, str(paper.made_by or "the site"))
        for paper in counted
        if paper.used < paper.uses
    ]


def first_steps(person: Person, today: date) -> FirstNeeds:
    """Return what a fresh site needs of whoever acts for a group: its name, and its people."""
    active = Membership.objects.filter(group=OuterRef("pk"), person__is_active=True).order_by().values("group")
    people = Coalesce(Subquery(active.annotate(people=Count("pk")).values("people")), 0)
    groups = groups_worked_by(person).annotate(people=people)
    return FirstNeeds(
        _first_steps,
        {
            "loneliest": Subquery(groups.order_by("people", "slug").values("slug")[:1]),
            "has_company": Exists(groups.filter(people__gt=1)),
        },
    )


def _first_steps(facts: Mapping[str, Any]) -> tuple[FirstStep, ...]:
    if not facts["acts"]:
        return ()
    slug = facts["loneliest"]
    invite = reverse("group", args=[slug]) if slug else reverse("groups")
    own = reverse("group", args=[slug]) if slug else reverse("found_group")
    return (
        FirstStep(10, "Name your group", own, slug is not None, "Its name signs your letters."),
        FirstStep(
            20,
            "Invite the others",
            invite,
            facts["has_company"],
            "A public copy needs a second person, so a group needs at least two.",
        ),
    )
