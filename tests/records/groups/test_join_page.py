"""The page behind a one-time link: what it asks, what it makes, and what it says when the link is closed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from dueregard.foundation.accounts.actions.first_administrator import first_administrator_link
from dueregard.foundation.accounts.actions.invite import invite
from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.actions.found_group import GroupExists
from dueregard.records.groups.actions.offer_place import offer_place
from dueregard.records.groups.actions.take_place import join_and_found
from dueregard.records.groups.models import Group, Membership, Role
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
EWA = {"username": "ewa", "name": "Ewa", "password": "correct horse battery staple"}
FIRST = EWA | {"group_name": "Eastvale group", "signature": "Ewa Example", "postal_address": ""}


def now() -> datetime:
    """Return the instant at which the page is asked."""
    return datetime.now(UTC)


def path_of(link: str | None, settings: Settings) -> str:
    """Return the path of a printed link."""
    assert link
    return link.removeprefix(settings.PUBLIC_URL)


def test_the_first_link_makes_the_administrator_and_their_group_at_once(settings: Settings) -> None:
    client = Client()
    answer = client.post(path_of(first_administrator_link(now()), settings), FIRST)
    assert answer["Location"] == "/account/second-factor/"
    ewa = Person.objects.get(username="ewa")
    assert ewa.is_administrator
    assert Group.objects.get().signature == "Ewa Example"
    assert Membership.objects.get(person=ewa).role == Role.CASEWORKER


def test_nothing_of_the_desk_opens_before_the_second_key_is_added(settings: Settings) -> None:
    client = Client()
    client.post(path_of(first_administrator_link(now()), settings), FIRST)
    for path in ("/desk/groups/", "/desk/account/", "/desk/people/", "/desk/acts/"):
        assert client.get(path)["Location"].startswith("/account/second-factor/")
    assert client.get("/account/2fa/totp/activate/").status_code == 200  # without asking the password again


@pytest.mark.parametrize("missing", ["username", "name", "password", "group_name", "signature"])
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(missing: str, settings: Settings) -> None:
    page = Client().post(path_of(first_administrator_link(now()), settings), FIRST | {missing: ""}).content.decode()
    assert page.count('aria-invalid="true"') == 1
    kept = [value for key, value in FIRST.items() if key not in {missing, "password", "postal_address"}]
    assert all(value in page for value in kept)
    assert not Person.objects.exists()
    assert not Group.objects.exists()


@pytest.mark.parametrize("password", ["short", "password1234", "ewa-ewa-ewa-ewa"])
def test_a_password_that_is_easily_guessed_is_refused(password: str, settings: Settings) -> None:
    person = FIRST | {"password": password, "username": "ewa-ewa-ewa"}
    Client().post(path_of(first_administrator_link(now()), settings), person)
    assert not Person.objects.exists()


@pytest.mark.parametrize("username", ["ewa example", "ewa@northport.example/..", "", "<b>"])
def test_a_sign_in_name_is_plain(username: str, settings: Settings) -> None:
    Client().post(path_of(first_administrator_link(now()), settings), FIRST | {"username": username})
    assert not Person.objects.exists()


def test_a_taken_name_is_said_and_the_link_stays_open(cast: Cast) -> None:
    _, secret = offer_place(group=cast.northport, role=Role.VOLUNTEER, by=cast.asha, now=now())
    client = Client()
    page = client.post(f"/join/{secret}/", EWA | {"username": "Asha"})
    assert b"This sign-in name is taken" in page.content
    assert client.post(f"/join/{secret}/", EWA)["Location"] == "/account/second-factor/"
    assert Membership.objects.get(person__username="ewa").group == cast.northport


def test_a_group_of_the_same_name_leaves_no_person_behind_and_the_link_open(cast: Cast) -> None:
    invitation, _ = invite(by=None, now=now(), makes_administrator=True)
    with pytest.raises(GroupExists):
        join_and_found(invitation=invitation, **FIRST | {"group_name": "Northport group"}, now=now())
    assert not Person.objects.filter(username="ewa").exists()
    assert join_and_found(invitation=invitation, **FIRST, now=now())


def test_a_used_link_says_so_and_is_gone(cast: Cast) -> None:
    _, secret = offer_place(group=cast.northport, role=Role.VOLUNTEER, by=cast.asha, now=now())
    Client().post(f"/join/{secret}/", EWA)
    answer = Client().post(f"/join/{secret}/", EWA | {"username": "fred"})
    assert answer.status_code == 410
    assert b"This link has been used" in answer.content
    assert not Person.objects.filter(username="fred").exists()


def test_a_link_out_of_time_says_until_when_it_was_open(cast: Cast) -> None:
    _, secret = invite(by=cast.dana, now=now() - timedelta(days=8))
    answer = Client().get(f"/join/{secret}/")
    assert answer.status_code == 410
    assert b"This link has expired" in answer.content


def test_somebody_signed_in_is_asked_before_a_link_is_used(cast: Cast) -> None:
    _, secret = offer_place(group=cast.northport, role=Role.VOLUNTEER, by=cast.asha, now=now())
    client = sign_in(cast.carys)
    assert "Join Northport group as Carys?" in client.get(f"/join/{secret}/").content.decode()
    assert not cast.carys.memberships.filter(group=cast.northport).exists()
    assert client.post(f"/join/{secret}/")["Location"] == "/desk/groups/"
    assert cast.carys.memberships.filter(group=cast.northport).exists()


def test_who_lost_their_keys_chooses_a_password_and_new_keys(cast: Cast) -> None:
    old = sign_in(cast.asha)
    page = sign_in(cast.dana).post(f"/desk/people/{cast.asha.pk}/way-back/").content.decode()
    secret = page.partition("/join/")[2].partition("/")[0]
    client = Client()
    assert "Your sign-in name is <strong>asha</strong>" in client.get(f"/join/{secret}/").content.decode()
    answer = client.post(f"/join/{secret}/", {"password": EWA["password"]})
    assert answer["Location"] == "/account/second-factor/"
    assert client.get("/desk/groups/")["Location"].startswith("/account/second-factor/")
    assert old.get("/desk/groups/")["Location"].startswith("/account/login/")


def test_a_link_is_shown_once_kept_by_no_cache_and_told_to_no_other_site(cast: Cast) -> None:
    client = sign_in(cast.asha)
    answer = client.post("/desk/groups/northport/invite/", {"role": "volunteer"})
    secret = answer.content.decode().partition("/join/")[2].partition("/")[0]
    assert "no-store" in answer["Cache-Control"]
    assert secret not in client.get("/desk/groups/northport/").content.decode()
    page = Client().get(f"/join/{secret}/")
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
