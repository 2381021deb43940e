"""Caseworkers keep the register: an address has a source and a day, a change an audit row and a line of history."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.records.bodies.models import Body, Contact
from dueregard.records.bodies.queries import find_bodies
from dueregard.records.history.queries import history_of
from dueregard.rules.register.address_changes import HELD_BACK
from tests.builders import make_body, make_contact
from tests.editing import save
from tests.people import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
ENTRY = {
    "purpose": "information_request",
    "form": "email",
    "address": "foi@northport.example",
    "source": "https://northport.example/foi",
    "checked_on": "2026-01-05",
}
NEW = "/desk/register/university-of-northport/addresses/new/"


def test_a_caseworker_enters_an_address_and_in_time_everybody_sees_it(
    cast: Cast, signed_in: SignIn, client: Client
) -> None:
    make_body()
    assert signed_in(cast.asha).post(NEW, ENTRY).status_code == 302
    contact = Contact.objects.get()
    assert (contact.address, contact.given_by, contact.is_working) == ("foi@northport.example", cast.asha, True)
    page = signed_in(cast.carys).get("/bodies/university-of-northport/").content.decode()
    assert "foi@northport.example" in page
    assert "Entered by Asha" in page
    assert "foi@northport.example" not in client.get("/bodies/university-of-northport/").content.decode()
    # A day more: forty days before a late evening of November it was the next day already, by summer time.
    Contact.objects.update(added_at=contact.added_at - HELD_BACK - timedelta(days=1))
    page = client.get("/bodies/university-of-northport/").content.decode()
    assert "foi@northport.example" in page
    assert "Asha" not in page  # who entered it is for the people of the site


def test_entering_an_address_is_audited_without_the_address(cast: Cast, signed_in: SignIn) -> None:
    body = make_body()
    signed_in(cast.asha).post(NEW, ENTRY)
    act = Act.objects.get(did="contact.added")
    assert act.by == cast.asha
    assert "northport" not in str(act.details)
    assert [line.says for line in history_of(body, cast.ben)] == ["Address added: information requests."]
    assert history_of(body, None) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"source": ""}, "Where did you find it?"),
        ({"checked_on": ""}, "When did you look it up?"),
        ({"checked_on": "2999-01-01"}, "is in the future"),
        ({"address": "not an address"}, "does not look like an e-mail address"),
        ({"form": "web"}, "does not look like a web address"),
    ],
)
def test_an_address_without_its_due_is_not_taken_and_nothing_typed_is_lost(
    cast: Cast, signed_in: SignIn, change: dict[str, str], says: str
) -> None:
    make_body()
    answer = signed_in(cast.asha).post(NEW, ENTRY | change)
    page = answer.content.decode()
    assert not Contact.objects.exists()
    assert says in page
    assert "What you typed is still here" in page


def test_the_same_address_is_not_entered_twice(cast: Cast, signed_in: SignIn) -> None:
    make_contact(make_body())
    assert "is already listed" in signed_in(cast.asha).post(NEW, ENTRY).content.decode()
    assert Contact.objects.count() == 1


def test_an_address_is_marked_as_checked_today(cast: Cast, signed_in: SignIn) -> None:
    contact = make_contact(make_body(), checked_on=date(2020, 1, 1), is_working=False)
    signed_in(cast.asha).post(f"/desk/register/university-of-northport/addresses/{contact.pk}/checked/")
    contact.refresh_from_db()
    assert contact.checked_on > date(2020, 1, 1)
    assert contact.is_working
    assert Act.objects.filter(did="contact.checked").count() == 1


def test_an_address_that_fails_is_marked_and_kept(cast: Cast, signed_in: SignIn) -> None:
    contact = make_contact(make_body())
    address = f"/desk/register/university-of-northport/addresses/{contact.pk}/"
    save(signed_in(cast.asha), address, checked_on="2026-11-02", is_working=None)  # the tick "It works" taken away
    contact.refresh_from_db()
    assert not contact.is_working


def test_a_volunteer_and_a_visitor_keep_nothing(cast: Cast, signed_in: SignIn, client: Client) -> None:
    make_body()
    assert signed_in(cast.ben).post(NEW, ENTRY).status_code == 404
    assert client.post(NEW, ENTRY).status_code == 302  # to where one signs in
    assert not Contact.objects.exists()
    page = signed_in(cast.ben).get("/bodies/university-of-northport/").content.decode()
    assert "Add an address" not in page


def test_a_caseworker_adds_a_body_that_is_missing(cast: Cast, signed_in: SignIn) -> None:
    form = {"name": "Southmoor Combined Authority", "kind": "combined_authority", "nation": "england"}
    answer = signed_in(cast.asha).post("/desk/register/new/", form | {"region": "North East"})
    assert answer.status_code == 302
    body = Body.objects.get()
    assert (body.slug, body.prevent_duty) == ("southmoor-combined-authority", "no")
    assert find_bodies("southmoor")[0].body == body
    again = signed_in(cast.asha).post("/desk/register/new/", form)
    assert "is already in the register" in again.content.decode()


def test_a_corrected_name_is_found_and_the_old_one_kept(cast: Cast, signed_in: SignIn) -> None:
    body = make_body()
    edit = "/desk/register/university-of-northport/edit/"
    assert save(signed_in(cast.asha), edit, name="Southmoor University").status_code == 302
    body.refresh_from_db()
    assert (body.name, body.slug, body.kept_by_hand) == ("Southmoor University", "university-of-northport", ["name"])
    assert find_bodies("southmoor")[0].body == body
    assert find_bodies("northport")[0].under_name == "University of Northport"
    assert Act.objects.get(did="body.changed").details == {"fields": ["name"]}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"opened_on": "2020-01-01", "closed_on": "2019-01-01"}, "is before the day it opened"),
        ({"law_override": "none"}, "is needed: say in one sentence why"),
        ({"name": ""}, "Full name"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    cast: Cast, signed_in: SignIn, change: dict[str, str], says: str
) -> None:
    make_body()
    page = save(signed_in(cast.asha), "/desk/register/university-of-northport/edit/", **change)
    assert says in page.content.decode()
    assert Act.objects.filter(did="body.changed").count() == 0
