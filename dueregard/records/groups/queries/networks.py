"""Networks as the members of their groups see them, and what a group was asked to join."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.access import groups_of, groups_worked_by, network_places_of, networks_of
from dueregard.records.groups.models import Group, Network, NetworkPlace


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place of one of this person's groups in a network."""

    pk: int
    group: str
    is_joined: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """A network that this person's group is in or was asked to join. `href` is empty until one of them has joined."""

    pk: UUID
    name: str
    about: str
    href: str
    groups: list[str]
    own: list[OwnPlace]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """A network with the names of the groups in it."""

    name: str
    about: str
    groups: list[str]
    may_act: bool


def networks_list(person: Person) -> list[NetworkLine]:
    """Return the networks of this person's groups, and those that asked them. Five queries."""
    worked = set(groups_worked_by(person).values_list("pk", flat=True))
    mine = set(groups_of(person).values_list("pk", flat=True))
    seen = set(networks_of(person).values_list("pk", flat=True))
    asked = network_places_of(person).values("network")
    networks = (Network.objects.filter(pk__in=asked) | Network.objects.filter(pk__in=seen)).distinct()
    places = NetworkPlace.objects.filter(network__in=networks).select_related("group").order_by("group__name")
    by_network: dict[UUID, list[NetworkPlace]] = {}
    for place in places:
        by_network.setdefault(place.network_id, []).append(place)
    return [_line(one, by_network.get(one.pk, []), mine, worked, is_seen=one.pk in seen) for one in networks]


def network_page(network: Network, person: Person) -> NetworkPage:
    """Return a network that a door handed out. Two queries."""
    joined = Group.objects.filter(network_places__network=network, network_places__joined_at__isnull=False)
    names = list(joined.order_by("name").values_list("name", flat=True))
    own = groups_worked_by(person).filter(network_places__network=network, network_places__joined_at__isnull=False)
    return NetworkPage(network.name, network.about, names, own.exists())


def _line(
    network: Network, places: list[NetworkPlace], mine: set[UUID], worked: set[UUID], *, is_seen: bool
) -> NetworkLine:
    return NetworkLine(
        network.pk,
        network.name,
        network.about,
        network.get_absolute_url() if is_seen else "",
        [place.group.name for place in places if place.joined_at] if is_seen else [],
        [
            OwnPlace(place.pk, place.group.name, place.joined_at is not None, place.group.pk in worked)
            for place in places
            if place.group.pk in mine
        ],
    )
