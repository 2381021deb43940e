"""Of each kind of thing that groups put into networks: the others read what is told of it, and nothing before or after.

Both groups are in one network, and a third person's group is in none. Words are planted in everything that the groups
keep, so whatever else a page told would be seen.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.audit.models import Act
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.letters.actions.send_letter import undo_letter
from dueregard.records.evidence.models import Document, Reading
from dueregard.records.groups.actions.found_network import join_network, leave_network
from dueregard.records.groups.actions.share_thing import NotInThisNetwork, put_in, take_out
from dueregard.records.groups.models import Group, Meeting, Membership, Network, Role
from dueregard.records.groups.queries.network_kinds import network_kinds
from dueregard.records.groups.queries.network_things import told_of
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.rights.actions.erase import erase
from dueregard.rules.privacy.reasons import Reason
from dueregard.rules.wiring.network_kind import NetworkKind
from tests.doors.planted import found
from tests.doors.world import NETWORK, World
from tests.people import make_person
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


def outsider() -> Client:
    """Sign somebody in who acts for a group that no network knows."""
    person = make_person("gwen")
    group = Group.objects.create(name="Elsewhere group", slug="elsewhere", signature="Gwen Example", created_at=NOW)
    Membership.objects.create(group=group, person=person, role=Role.CASEWORKER, since=NOW)
    return sign_in(person)


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
    assert carys.post(f"{path}{thing.pk}/back/").status_code == 404, "nor to take back"
    assert carys.post(f"{path}{thing.pk}/in/").status_code == 404, "it is not theirs to put in"
    for reader in (sign_in(cast.ben), outsider()):
        for act in ("in", "back"):
            assert reader.post(f"{path}{thing.pk}/{act}/").status_code == 404
    assert mark in read(carys, path)
    for _ in ("in one tab", "in the other"):
        assert asha.post(f"{path}{thing.pk}/back/").status_code == 302
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
    take_out(kind=kind, thing=thing, network=network, by=cast.asha, now=NOW)


@pytest.mark.parametrize("key", KINDS)
def test_what_is_erased_leaves_the_network_at_once_with_its_line(world: World, network: Network, key: str) -> None:
    cast, kind = world.everybody.cast, KINDS[key]
    thing = own_thing(world, kind)
    Document.objects.update(reading=Reading.READ)  # what is on its way cannot be erased yet
    OutgoingMessage.objects.update(state=OutgoingMessage.State.SENT)
    PublicCopy.objects.update(state=PublicCopy.State.DROPPED)
    put_in(kind=kind, thing=thing, network=network, by=cast.asha, now=NOW)
    erase(row=thing, reason=Reason.ASKED, by=cast.dana, now=NOW)
    kind.model.objects.exclude(thing=thing).delete()
    page = read(sign_in(cast.carys), f"/desk/networks/{network.pk}/{key}/")
    assert "Nothing yet" in page
    assert f"{kind.called} (0)" in page, "nor is it counted"


def test_a_claim_goes_when_the_words_of_its_question_are_erased(world: World, network: Network) -> None:
    cast, kind = world.everybody.cast, KINDS["claim"]
    claim = own_thing(world, kind)
    put_in(kind=kind, thing=claim, network=network, by=cast.asha, now=NOW)
    erase(row=claim.question, reason=Reason.ASKED, by=cast.dana, now=NOW)
    assert not kind.model.objects.filter(thing=claim).exists()


def test_somebody_of_a_group_elsewhere_finds_no_address_of_it(world: World, network: Network) -> None:
    gwen = outsider()
    for key in (*KINDS, "case"):
        for path in (f"{key}/", f"{key}/own/"):
            assert gwen.get(f"/desk/networks/{network.pk}/{path}").status_code == 404
    assert gwen.get(network.get_absolute_url()).status_code == 404
    assert network.name not in read(gwen, "/desk/networks/")


def test_a_letter_is_called_sent_once_it_is_and_one_called_back_is_read_by_nobody(
    world: World, network: Network
) -> None:
    cast, kind = world.everybody.cast, KINDS["letter"]
    letter = own_thing(world, kind)
    message, path = letter.outgoing, f"/desk/networks/{network.pk}/letter/"
    message.state, message.not_before = message.State.WAITING, NOW + timedelta(minutes=9)
    message.save()
    put_in(kind=kind, thing=letter, network=network, by=cast.asha, now=NOW)
    page = read(sign_in(cast.carys), path)
    assert "in the outbox" in page
    assert "sent on" not in page
    undo_letter(letter=letter, by=cast.asha, now=NOW)
    assert "Nothing yet" in read(sign_in(cast.carys), path)
    assert sign_in(cast.asha).post(f"{path}{letter.pk}/in/").status_code == 404


def test_a_demand_that_was_withdrawn_says_so_without_the_reason(world: World) -> None:
    demand = own_thing(world, KINDS["demand"])
    demand.is_public, demand.withdrawn_why = False, "It named a parent."
    told = told_of(KINDS["demand"], demand)
    assert told.facts[-1].startswith("withdrawn")
    assert "parent" not in " ".join(told.facts)
    assert told.href == ""


def test_a_document_is_linked_only_while_its_copy_is_public(world: World) -> None:
    kind = KINDS["document"]
    document = own_thing(world, kind)
    document.copies.update(is_public=False)
    copy = Document.objects.create(
        group=document.group,
        copy_of=document,
        sha256="0" * 64,
        size=1,
        name="copy.pdf",
        received_at=NOW,
        is_public=True,
    )
    assert told_of(kind, document).href == copy.get_absolute_url()
    Document.objects.filter(pk=copy.pk).update(is_public=False)
    assert told_of(kind, document).href == ""


def test_a_full_page_asks_no_more_than_a_page_of_two(world: World, network: Network) -> None:
    cast, kind = world.everybody.cast, KINDS["meeting"]
    first = own_thing(world, kind)
    put_in(kind=kind, thing=first, network=network, by=cast.asha, now=NOW)
    asha, path = sign_in(cast.asha), f"/desk/networks/{network.pk}/meeting/"
    asked: dict[str, list[int]] = {}
    read(asha, path)  # what is kept between requests is fetched
    for many in (1, 50):
        for number in range(many):
            kept = {"written_by": cast.asha, "written_at": NOW, "changed_at": NOW}
            one = Meeting.objects.create(group=first.group, title=f"Meeting {number}", starts_at=NOW, **kept)
            put_in(kind=kind, thing=one, network=network, by=cast.asha, now=NOW)
        for page in (path, f"{path}own/"):
            with CaptureQueriesContext(connection) as queries:
                read(asha, page)
            asked.setdefault(page, []).append(len(queries))
    assert all(few == many for few, many in asked.values()), asked


def test_only_a_group_that_has_joined_is_offered_to_put_something_in(world: World, network: Network) -> None:
    cast = world.everybody.cast
    network.places.filter(group=cast.northport).update(joined_at=None)
    Membership.objects.create(group=cast.southmoor, person=cast.asha, role=Role.VOLUNTEER, since=NOW)
    page = read(sign_in(cast.asha), f"/desk/networks/{network.pk}/meeting/")
    assert "Put in or take back" not in page
    assert "A caseworker of a group puts its meetings in" in page


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
