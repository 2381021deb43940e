"""Which groups a person works in, and what they may do there: the one place that knows.

Other apps ask here and add their own rows; administrators see every group's work.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Invitation, Person, digest_of
from dueregard.foundation.work.gateways.composed import Asked, Value
from dueregard.records.groups.models import (
    Group,
    Meeting,
    Membership,
    Network,
    NetworkPlace,
    PaperInvitation,
    PutIn,
    Role,
)
from dueregard.rules.wiring.network_kind import NetworkKind

Row = TypeVar("Row", bound=Model)


def groups_of(person: Person | None) -> QuerySet[Group]:
    """Return the groups whose work this person may read. A visitor reads none."""
    if person is None:
        return Group.objects.none()
    if person.is_administrator:
        return Group.objects.all()
    remembered = _remembered(person)
    if remembered is not None:
        return Group.objects.filter(pk__in=remembered.names)
    return Group.objects.filter(memberships__person=person)


def groups_worked_by(person: Person | None) -> QuerySet[Group]:
    """Return the groups in whose name this person may write, send and publish."""
    if person is None:
        return Group.objects.none()
    if person.is_administrator:
        return Group.objects.all()
    remembered = _remembered(person)
    if remembered is not None:
        return Group.objects.filter(pk__in=remembered.worked)
    return Group.objects.filter(memberships__person=person, memberships__role=Role.CASEWORKER)


@dataclass(frozen=True, slots=True)
class Places:
    """The groups whose work a person may read, by name, and those of them in whose name they act."""

    names: Mapping[UUID, str]
    worked: frozenset[UUID]


def places_of(person: Person) -> Places:
    """Return the groups of a person. One query; none, where `remember_places` has read them for this page."""
    remembered = _remembered(person)
    if remembered is not None:
        return remembered
    if person.is_administrator:
        every = dict(Group.objects.values_list("pk", "name"))
        return Places(every, frozenset(every))
    rows = list(Membership.objects.filter(person=person).values_list("group_id", "group__name", "role"))
    return Places({pk: name for pk, name, _ in rows}, frozenset(pk for pk, _, role in rows if role == Role.CASEWORKER))


def as_placed(person: Person | None) -> tuple[object, ...]:
    """Return what decides which groups' work a person is shown, for the key of what is remembered for them."""
    if person is None:
        return ()
    places = places_of(person)
    return person.pk, person.is_administrator, frozenset(places.names.items()), places.worked


def _remembered(person: Person) -> Places | None:
    remembered: Places | None = getattr(person, "remembered_places", None)
    return remembered


class AskedFor(Generic[Row]):
    """A question about what a person may read, composed once for visitors, once for administrators, and for members.

    `build` makes it of the groups whose work may be read and of values, as `Asked` takes them; it hears nothing else
    of the person. The view has called `remember_places`, or the groups are read first.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, Row]]") -> None:
        self._everybody: Asked[Row] = Asked(lambda *values: build(Group.objects.none(), *values))
        self._every_group: Asked[Row] = Asked(lambda *values: build(Group.objects.all(), *values))
        self._some: Asked[Row] = Asked(lambda own, *values: build(Group.objects.filter(pk__in=own), *values))

    def all(self, person: Person | None, *values: Value) -> list[Row]:
        """Return the rows that this person may read."""
        if person is not None and person.is_administrator:
            return self._every_group.all(*values)
        own = tuple(sorted(places_of(person).names)) if person is not None else ()
        return self._some.all(own, *values) if own else self._everybody.all(*values)


def acts_in(person: Person | None, group: UUID) -> bool:
    """Tell whether this person may write, send and publish for the group with this id. At most one query."""
    return person is not None and (person.is_administrator or group in places_of(person).worked)


def remember_places(person: Person | None) -> None:
    """Read the groups of whoever asks for a page once, for all that this page asks of them.

    Only for a view that changes no membership: the person it holds lives as long as the request.
    """
    if person is not None:
        person.remembered_places = places_of(person)  # type: ignore[attr-defined]


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


def public_groups() -> QuerySet[Group]:
    """Return the groups that have opened their own page to everybody."""
    return Group.objects.filter(is_public=True)


def public_group(slug: str) -> Group:
    """Return a group whose page anyone may read. Raises: Http404"""
    return _only(public_groups().filter(slug=slug).select_related("area"))


def paper_for(person: Person | None, slug: str, pk: UUID) -> PaperInvitation:
    """Return an invitation on paper if this person may withdraw it. Raises: Http404"""
    return _only(PaperInvitation.objects.filter(group=group_worked_for(person, slug), pk=pk).select_related("group"))


def paper_of(code: str) -> PaperInvitation:
    """Return the invitation of a code: who holds the paper may read it. Raises: Http404"""
    return _only(PaperInvitation.objects.filter(digest=digest_of(code.strip().lower())).select_related("group"))


def meetings_of(person: Person | None) -> QuerySet[Meeting]:
    """Return the meetings of this person's groups."""
    return Meeting.objects.filter(group__in=groups_of(person))


def meetings_gone_to_by(person: Person | None) -> QuerySet[Meeting]:
    """Return the meetings of the groups in which this person is a member; an administrator has no others here."""
    if person is None:
        return Meeting.objects.none()
    return Meeting.objects.filter(group__memberships__person=person)


def meeting_for(person: Person | None, pk: UUID) -> Meeting:
    """Return a meeting of one of this person's groups. Raises: Http404"""
    return _only(meetings_of(person).filter(pk=pk).select_related("group"))


def networks_of(person: Person | None) -> QuerySet[Network]:
    """Return the networks that one of this person's groups has joined; for an administrator, all."""
    if person is None:
        return Network.objects.none()
    if person.is_administrator:
        return Network.objects.all()
    return networks_joined_by(groups_of(person))


def networks_joined_by(groups: QuerySet[Group]) -> QuerySet[Network]:
    """Return the networks that one of these groups has joined."""
    joined = NetworkPlace.objects.filter(group__in=groups, joined_at__isnull=False)
    return Network.objects.filter(pk__in=joined.values("network"))


def network_places_of(person: Person | None) -> QuerySet[NetworkPlace]:
    """Return the places of this person's groups in networks, joined or asked."""
    return NetworkPlace.objects.filter(group__in=groups_of(person))


def network_places_to_answer(person: Person | None) -> QuerySet[NetworkPlace]:
    """Return what this person's groups were asked to join, where this person may answer."""
    return NetworkPlace.objects.filter(group__in=groups_worked_by(person), joined_at=None)


def groups_with_area(person: Person) -> QuerySet[Group]:
    """Return the groups with an area for which this person works as a member; an administrator is told of no others."""
    return groups_worked_by(person).filter(memberships__person=person).exclude(area=None).distinct()


def network_for(person: Person | None, pk: UUID) -> Network:
    """Return a network that one of this person's groups has joined. Raises: Http404"""
    return _only(networks_of(person).filter(pk=pk))


def network_acted_in(person: Person | None, pk: UUID) -> Network:
    """Return such a network if this person acts for some group. Raises: Http404"""
    if not acts_for_a_group(person):
        raise Http404
    return network_for(person, pk)


def put_into(network: Network, kind: NetworkKind) -> QuerySet[PutIn]:
    """Return what the groups of a network put into it of one kind; of a group that is in it no longer, nothing.

    The network is one that `network_for` handed out.
    """
    still_in = NetworkPlace.objects.filter(
        network=network, group=OuterRef(f"thing__{kind.group}"), joined_at__isnull=False
    )
    rows: QuerySet[PutIn] = kind.model.objects.filter(Exists(still_in), network=network)
    return rows


def own_things(person: Person | None, network: Network, kind: NetworkKind) -> QuerySet[Model]:
    """Return the things of one kind that this person may put into a network, and take back: of groups they act for."""
    acting = groups_worked_by(person).filter(network_places__network=network, network_places__joined_at__isnull=False)
    rows: QuerySet[Model] = kind.own(person).filter(**{f"{kind.group}__in": acting.values("pk")})
    return rows


def own_thing(person: Person | None, network: Network, kind: NetworkKind, pk: UUID) -> Model:
    """Return one of these things. Raises: Http404"""
    return _only(own_things(person, network, kind).filter(pk=pk))


def network_place_for(person: Person | None, pk: int) -> NetworkPlace:
    """Return a group's place in a network if this person may answer for the group. Raises: Http404"""
    places = NetworkPlace.objects.filter(group__in=groups_worked_by(person), pk=pk)
    return _only(places.select_related("network", "group"))


def works_in_a_group(person: Person | None) -> bool:
    """Tell whether this person is a member of any group, or an administrator."""
    if person is None or person.is_administrator:
        return person is not None
    remembered = _remembered(person)
    return bool(remembered.names) if remembered is not None else groups_of(person).exists()


def acts_for_a_group(person: Person | None) -> bool:
    """Tell whether this person may write, send and publish for any group; administrators may on a site without one."""
    if person is None or person.is_administrator:
        return person is not None
    if hasattr(person, "remembered_places"):
        return bool(places_of(person).worked)
    return groups_worked_by(person).exists()


def keepers_of_the_site() -> QuerySet[Person]:
    """Return everybody who may write, send and publish for any group, whose account is open."""
    acts = Q(is_administrator=True) | Q(memberships__role=Role.CASEWORKER)
    return Person.objects.filter(acts, is_active=True).distinct()


def is_member(person: Person | None, group_id: UUID) -> bool:
    """Tell whether this person may read the work of the group."""
    return groups_of(person).filter(pk=group_id).exists()


def administers(person: Person | None) -> bool:
    """Tell whether this person keeps the site itself."""
    return person is not None and person.is_administrator


def is_caseworker(person: Person | None, group: Group) -> bool:
    """Tell whether this person may write, send and publish for the group."""
    return acts_in(person, group.pk)


def _only(rows: QuerySet[Row]) -> Row:
    row = rows.first()
    if row is None:
        raise Http404
    return row
