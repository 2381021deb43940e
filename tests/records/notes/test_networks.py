"""A network shows what each group puts in, and nothing else; it can be taken back, and whoever leaves takes theirs."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from dueregard.records.groups.actions.found_network import (
    NetworkExists,
    found_network,
    join_network,
    leave_network,
)
from dueregard.records.groups.models import Network, NetworkPlace
from dueregard.records.notes.actions.put_into_network import NotInNetwork, put_into_network, take_back
from dueregard.records.notes.actions.write_note import write_note
from dueregard.records.notes.models import NetworkNote, Note
from tests.builders import make_body
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SHOWN, OWN = "The governors met on Tuesday.", "Kept to ourselves."


@pytest.fixture
def network(cast: Cast) -> Network:
    """Both groups are in it."""
    made = found_network(
        name="Schools of the North", about="", groups=[cast.northport, cast.southmoor], by=cast.dana, now=NOW
    )
    for group, by in ((cast.northport, cast.asha), (cast.southmoor, cast.carys)):
        join_network(place=made.places.get(group=group), by=by, now=NOW)
    return made


def notes(cast: Cast) -> tuple[Note, Note]:
    """Make two notes of Northport beside one body."""
    body = make_body("Elmby School")
    made = [write_note(group=cast.northport, beside=body, text=text, by=cast.asha, now=NOW) for text in (SHOWN, OWN)]
    return made[0], made[1]


def test_the_other_group_reads_what_was_put_in_and_not_the_note_beside_it(
    cast: Cast, network: Network, client: Client
) -> None:
    note, _ = notes(cast)
    carys = sign_in(cast.carys)
    assert SHOWN not in carys.get(network.get_absolute_url()).content.decode()
    answer = sign_in(cast.asha).post(f"/desk/notes/{note.pk}/network/", {"network": network.pk})
    assert answer.status_code == 302
    for path in (network.get_absolute_url(), "/bodies/elmby-school/"):
        page = carys.get(path).content.decode()
        assert SHOWN in page
        assert OWN not in page
        assert "Northport group" in page
        assert "Asha" not in page
    assert carys.get(f"/desk/notes/{note.pk}/").status_code == 404, "they read it, and change nothing"
    assert SHOWN not in client.get("/bodies/elmby-school/").content.decode()


def test_who_changes_a_note_is_told_that_a_network_reads_it(cast: Cast, network: Network) -> None:
    note, _ = notes(cast)
    asha = sign_in(cast.asha)
    assert "Only your group sees it" in asha.get(f"/desk/notes/{note.pk}/").content.decode()
    put_into_network(note=note, network=network, by=cast.asha, now=NOW)
    page = asha.get(f"/desk/notes/{note.pk}/").content.decode()
    assert "Only your group sees it" not in page
    assert "The groups of Schools of the North read this note too" in page
    sent = {"text": "Changed.", "seen": page.split('name="seen" value="')[1].split('"')[0]}
    said = asha.post(f"/desk/notes/{note.pk}/", sent, follow=True).content.decode()
    assert "Your group and the groups of Schools of the North see it." in said
    assert "Only your group sees this" not in said
    assert "Changed." in sign_in(cast.carys).get(network.get_absolute_url()).content.decode()


def test_taken_back_nobody_else_reads_it_and_the_note_stays(cast: Cast, network: Network) -> None:
    note, _ = notes(cast)
    put = put_into_network(note=note, network=network, by=cast.asha, now=NOW)
    assert put_into_network(note=note, network=network, by=cast.asha, now=NOW) == put
    assert sign_in(cast.carys).post(f"/desk/networks/notes/{put.pk}/back/").status_code == 404
    assert sign_in(cast.ben).post(f"/desk/networks/notes/{put.pk}/back/").status_code == 404
    assert sign_in(cast.asha).post(f"/desk/networks/notes/{put.pk}/back/").status_code == 302
    assert SHOWN not in sign_in(cast.carys).get(network.get_absolute_url()).content.decode()
    assert Note.objects.filter(pk=note.pk).exists()
    take_back(put=put, by=cast.asha, now=NOW)


def test_who_leaves_takes_what_they_put_in_and_sees_nothing_more_also_when_they_come_back(
    cast: Cast, network: Network
) -> None:
    note, _ = notes(cast)
    put_into_network(note=note, network=network, by=cast.asha, now=NOW)
    place = NetworkPlace.objects.get(group=cast.northport)
    leave_network(place=place, by=cast.asha, now=NOW)
    leave_network(place=place, by=cast.asha, now=NOW)
    assert not NetworkNote.objects.exists()
    assert sign_in(cast.asha).get(network.get_absolute_url()).status_code == 404
    again = network.places.create(group=cast.northport, asked_at=NOW)
    join_network(place=again, by=cast.asha, now=NOW)
    assert SHOWN not in sign_in(cast.carys).get(network.get_absolute_url()).content.decode()


def test_a_group_that_was_asked_and_has_not_joined_sees_nothing_and_is_not_named(cast: Cast) -> None:
    network = found_network(
        name="Schools of the North", about="", groups=[cast.northport, cast.southmoor], by=cast.dana, now=NOW
    )
    join_network(place=network.places.get(group=cast.northport), by=cast.asha, now=NOW)
    note, _ = notes(cast)
    put_into_network(note=note, network=network, by=cast.asha, now=NOW)
    carys = sign_in(cast.carys)
    listed = carys.get("/desk/networks/").content.decode()
    assert "It asks Southmoor group to join" in listed
    assert "Northport group" not in listed
    assert carys.get(network.get_absolute_url()).status_code == 404
    assert "Southmoor group" not in sign_in(cast.asha).get(network.get_absolute_url()).content.decode()


def test_a_volunteer_neither_joins_nor_puts_in(cast: Cast, network: Network) -> None:
    note, _ = notes(cast)
    ben = sign_in(cast.ben)
    assert ben.post(f"/desk/notes/{note.pk}/network/", {"network": network.pk}).status_code == 404
    place = NetworkPlace.objects.get(group=cast.northport)
    assert ben.post(f"/desk/networks/places/{place.pk}/leave/", {"sure": "yes"}).status_code == 404
    assert not NetworkNote.objects.exists()


def test_a_note_goes_into_no_network_that_its_group_is_not_in(cast: Cast) -> None:
    note, _ = notes(cast)
    other = found_network(name="Other", about="", groups=[cast.southmoor], by=cast.dana, now=NOW)
    join_network(place=other.places.get(), by=cast.carys, now=NOW)
    with pytest.raises(NotInNetwork):
        put_into_network(note=note, network=other, by=cast.asha, now=NOW)
    assert sign_in(cast.asha).post(f"/desk/notes/{note.pk}/network/", {"network": other.pk}).status_code == 404
    assert sign_in(cast.asha).post(f"/desk/notes/{note.pk}/network/", {"network": "x"}).status_code == 404


def test_an_administrator_founds_a_network_and_asks_and_the_group_decides(cast: Cast) -> None:
    dana = sign_in(cast.dana)
    answer = dana.post("/desk/networks/new/", {"name": "North", "about": "", "groups": [cast.northport.pk]})
    assert answer.status_code == 302
    assert dana.post("/desk/networks/new/", {"name": "north"}).status_code == 422
    with pytest.raises(NetworkExists):
        found_network(name="NORTH", about="", groups=[], by=cast.dana, now=NOW)
    place = NetworkPlace.objects.get()
    asha = sign_in(cast.asha)
    assert "Decide whether to join North" in asha.get("/desk/").content.decode()
    assert asha.post(f"/desk/networks/places/{place.pk}/join/").status_code == 302
    assert "Decide whether" not in asha.get("/desk/").content.decode()
    network = Network.objects.get()
    assert dana.post(f"/desk/networks/{network.pk}/ask/", {"groups": [cast.southmoor.pk]}).status_code == 302
    assert network.places.count() == 2
