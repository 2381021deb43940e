"""Of each kind of thing that groups put into networks: the others read what is told of it, and nothing before or after.

Both groups are in one network, and a third person's group is in none. Words are planted in everything that the groups
keep, so whatever else a page told would be seen.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from dueregard.foundation.audit.models import Act
from dueregard.records.groups.actions.found_network import join_network, leave_network
from dueregard.records.groups.actions.share_thing import NotInThisNetwork, put_in, take_out
from dueregard.records.groups.models import Network
from dueregard.records.groups.queries.network_kinds import network_kinds
from dueregard.records.groups.queries.network_things import told_of
from dueregard.rules.wiring.network_kind import NetworkKind
from tests.doors.planted import found
from tests.doors.world import NETWORK, World
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
KINDS = {kind.key: kind for kind in network_kinds()}


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def network(world: World) -> Network:
    """Southmoor joins the network that Northport is in."""
    cast, made = world.everybody.cast, Network.objects.get(pk=UUID(NETWORK))
    join_network(place=made.places.get(group=cast.southmoor), by=cast.carys, now=NOW)
    return made


def own_thing(world: World, kind: NetworkKind) -> Any:
    """Return a private thing of Northport, if the world has one."""
    thing = kind.own(world.everybody.cast.asha).filter(**{kind.group: world.northport}).first()
    assert thing is not None, f"the world lacks a {kind.one} of Northport"
    return thing


def read(reader: Client, path: str) -> str:
    """Return a page that must be there."""
    answer = reader.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_there_are_kinds_of_several_apps() -> None:
    assert {"meeting", "claim", "demand", "document", "text", "letter"} == KINDS.keys()


@pytest.mark.parametrize("key", KINDS)
def test_it_is_read_by_the_network_while_it_is_in_and_by_nobody_else(
    world: World, network: Network, client: Client, key: str
) -> None:
    cast, kind = world.everybody.cast, KINDS[key]
    thing = own_thing(world, kind)
    asha, carys = sign_in(cast.asha), sign_in(cast.carys)
    path, mark = f"/desk/networks/{network.pk}/{key}/", "Northport group, put in"
    kind.model.objects.filter(network=network).delete()  # the world itself shows a meeting
    assert "Nothing yet" in read(carys, path)
    assert asha.post(f"{path}{thing.pk}/in/").status_code == 302
    page = read(carys, path)
    told = told_of(kind, thing)
    assert mark in page
    assert told.title.split()[0] in page
    assert "Asha" not in page, "the group is named, its people are not"
    allowed = found(" ".join((told.title, *told.facts, told.text)).encode())
    secrets = found(page.encode()) - allowed
    assert not [word for word in secrets if word in world.planted.hidden_from("outsider")]
    assert "put in by" in read(asha, path)
    assert client.get(path).status_code in {302, 404}
    [put] = kind.model.objects.filter(network=network)
    assert carys.post(f"{path}{put.pk}/back/").status_code == 404
    assert carys.post(f"{path}{thing.pk}/in/").status_code == 404, "it is not theirs to put in"
    assert asha.post(f"{path}{put.pk}/back/").status_code == 302
    assert mark not in read(carys, path)
    assert {"put_into_network", "take_back_from_network"} <= set(Act.objects.values_list("did", flat=True))


@pytest.mark.parametrize("key", KINDS)
def test_whoever_leaves_takes_it_along_and_twice_changes_nothing(world: World, network: Network, key: str) -> None:
    cast, kind = world.everybody.cast, KINDS[key]
    thing = own_thing(world, kind)
    kind.model.objects.filter(network=network).delete()
    put = put_in(kind=kind, thing=thing, network=network, by=cast.asha, now=NOW)
    assert put_in(kind=kind, thing=thing, network=network, by=cast.asha, now=NOW) == put
    leave_network(place=network.places.get(group=cast.northport), by=cast.asha, now=NOW)
    assert not kind.model.objects.filter(network=network).exists()
    with pytest.raises(NotInThisNetwork):
        put_in(kind=kind, thing=thing, network=network, by=cast.asha, now=NOW)
    take_out(kind=kind, put=put, by=cast.asha, now=NOW)


def test_a_thing_that_is_removed_is_in_no_network_any_more(world: World, network: Network) -> None:
    cast, kind = world.everybody.cast, KINDS["meeting"]
    meeting = own_thing(world, kind)
    put_in(kind=kind, thing=meeting, network=network, by=cast.asha, now=NOW)
    meeting.delete()
    assert "Nothing yet" in read(sign_in(cast.carys), f"/desk/networks/{network.pk}/meeting/")


def test_pages_of_a_network_that_is_not_theirs_or_a_kind_that_is_none_are_not_there(
    world: World, network: Network
) -> None:
    cast = world.everybody.cast
    assert sign_in(cast.carys).get(f"/desk/networks/{network.pk}/case/").status_code == 404
    assert sign_in(cast.ben).get(f"/desk/networks/{network.pk}/meeting/own/").status_code == 404, "a volunteer"
    leave_network(place=network.places.get(group=cast.southmoor), by=cast.carys, now=NOW)
    for path in ("meeting/", "meeting/own/"):
        assert sign_in(cast.carys).get(f"/desk/networks/{network.pk}/{path}").status_code == 404
