"""What pages of members ask again and again is remembered only while the database says that nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from pytest_django.fixtures import Settings

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.ready.gateways.shelf import SHELF
from dueregard.foundation.ready.queries import read_while_unchanged
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries import pieces as body_pieces
from dueregard.records.groups.access import places_of, remember_places
from dueregard.records.groups.models import Membership
from tests.builders import make_body
from tests.foundation.ready.test_ready_pages import Site, call_it, elsewhere, name_now
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 2)


class Asked:
    """Says what a body is called, and counts how often the database was asked."""

    def __init__(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.times, self.meanwhile = 0, meanwhile

    def __call__(self) -> str:
        self.times += 1
        found = name_now()
        self.meanwhile()
        return found


def test_it_is_read_once_until_something_changes_anywhere() -> None:
    make_body("Northport College")
    asked = Asked()
    assert [read_while_unchanged("name", asked) for _ in range(3)] == ["Northport College"] * 3
    assert asked.times == 1
    elsewhere(lambda: call_it("Northport Sixth Form College"))
    assert read_while_unchanged("name", asked) == "Northport Sixth Form College"
    call_it("Northport College again")
    assert read_while_unchanged("name", asked) == "Northport College again"
    assert asked.times == 3


def test_what_changed_while_it_was_read_is_read_again() -> None:
    make_body("Northport College")
    asked = Asked(meanwhile=lambda: elsewhere(lambda: call_it("Another")))
    assert read_while_unchanged("name", asked) == "Northport College"
    asked.meanwhile = lambda: None
    assert read_while_unchanged("name", asked) == "Another"


def test_each_key_has_its_own_answer() -> None:
    make_body("Northport College")
    assert read_while_unchanged(("name", 1), name_now) == "Northport College"
    assert read_while_unchanged(("name", 2), lambda: "for another person") == "for another person"
    assert read_while_unchanged(("name", 1), lambda: "never asked") == "Northport College"


def test_within_a_transaction_ones_own_changes_are_seen() -> None:
    make_body("Northport College")
    read_while_unchanged("name", name_now)
    with transaction.atomic():
        call_it("Not saved yet")
        assert read_while_unchanged("name", name_now) == "Not saved yet"
        transaction.set_rollback(True)
    assert read_while_unchanged("name", name_now) == "Northport College"


def test_a_page_that_is_kept_writes_down_what_would_have_been_remembered() -> None:
    make_body("Northport College")

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(read_while_unchanged("name", name_now))

    read_while_unchanged("name", name_now)
    site = Site(page=page)
    assert site.ask() == "Northport College"
    elsewhere(lambda: call_it("Another"))
    assert site.ask() == "Another"


@pytest.mark.parametrize("why", ["the operator keeps nothing", "the database gives no sign"])
def test_without_a_sign_everything_is_read(why: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    make_body("Northport College")
    if why == "the operator keeps nothing":
        settings.READY_MEGABYTES = 0
    else:
        monkeypatch.setattr(SHELF.sign, "now", lambda: None)
    asked = Asked()
    assert {read_while_unchanged("name", asked) for _ in range(3)} == {"Northport College"}
    assert asked.times == 3
    assert Body.objects.count() == 1


def test_answers_of_an_earlier_sign_leave_the_memory() -> None:
    """Nobody is given them again, and what was erased since may be in them."""
    make_body("Northport College")
    for number in range(3):
        read_while_unchanged(("name", number), name_now)
    assert len(SHELF.answers) == 3
    elsewhere(lambda: call_it("Another"))
    read_while_unchanged(("name", 1), name_now)
    assert len(SHELF.answers) == 1


def test_a_body_that_was_loaded_before_a_change_leaves_nothing_old_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    make_body("Northport College")
    monkeypatch.setattr(body_pieces, "pieces_of", lambda body, person, **asked: [body.name])

    def shown(body: Body) -> list[object]:
        return list(body_pieces.pieces_while_unchanged(body, None, today=TODAY, number="1"))

    loaded = Body.objects.get()
    elsewhere(lambda: call_it("Another"))
    assert shown(loaded) == ["Northport College"]
    assert shown(Body.objects.get()) == ["Another"]


def test_whoever_left_a_group_while_their_page_was_made_is_shown_nothing_of_it_after(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = make_body("Northport College")
    monkeypatch.setattr(body_pieces, "pieces_of", lambda body, person, **asked: [*places_of(person).names.values()])

    def shown(person: Person) -> list[object]:
        remember_places(person)
        gone()
        return list(body_pieces.pieces_while_unchanged(body, person, today=TODAY, number="1"))

    def gone() -> None:
        elsewhere(lambda: Membership.objects.filter(person=cast.asha).delete())

    assert shown(Person.objects.get(pk=cast.asha.pk)) == [cast.northport.name]
    assert shown(Person.objects.get(pk=cast.asha.pk)) == []
