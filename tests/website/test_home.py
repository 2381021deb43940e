"""The home page: the campaign's own question, the doors that exist, today's date with its reason, what changed."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.set_mode import set_mode
from dueregard.foundation.mail.queries import forget_site_mode
from dueregard.website.context import navigation
from dueregard.website.queries import asked_today
from tests.people import Cast


@pytest.mark.django_db
def test_a_visitor_finds_every_door_that_exists(client: Client) -> None:
    html = client.get("/").content.decode()
    for door in ("Ask a public body", "See what public bodies answered", "Find a public body", "Work out a date"):
        assert door in html


@pytest.mark.django_db
def test_a_site_without_a_pack_asks_its_question_without_naming_a_duty(client: Client) -> None:
    assert "What are public bodies doing, and what can you do about it?" in client.get("/").content.decode()


@pytest.mark.django_db
def test_a_question_received_on_the_day_before_christmas_eve_is_due_late_in_january() -> None:
    """Source: Freedom of Information Act 2000, s.10(1) and (6). Not counted: 25 and 28 December, 1, 2 and 4 January."""
    asked = asked_today(datetime(2026, 12, 23, 12, 0, tzinfo=UTC))
    assert asked is not None
    assert asked.due.on.isoformat() == "2027-01-26"
    assert asked.days[-1].number == 20


@pytest.mark.django_db
def test_the_home_page_costs_a_visitor_few_queries(client: Client) -> None:
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/")
    assert len(asked) <= 6, [query["sql"] for query in asked]


def test_the_page_one_is_on_is_marked_once() -> None:
    assert [link.words for link in navigation(path="/bodies/leeds/", signed_in=False) if link.here] == ["Bodies"]
    assert [link.words for link in navigation(path="/", signed_in=False) if link.here] == []
    for path, words in [("/desk/", ["Today"]), ("/desk/mailroom/", []), ("/desk/cases/1/", ["Requests"])]:
        assert [link.words for link in navigation(path=path, signed_in=True) if link.here] == words


def test_in_live_mode_a_caseworker_is_told_that_letters_leave_and_a_visitor_nothing(
    cast: Cast, signed_in: Callable[[Person], Client], client: Client
) -> None:
    set_mode(mode="live", by=None, now=datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    forget_site_mode()
    try:
        assert "Letters you send really go out." in signed_in(cast.asha).get("/about/").content.decode()
        visitors = client.get("/about/").content.decode()
        assert "Practice mode" not in visitors
        assert "really go out" not in visitors
    finally:
        forget_site_mode()


@pytest.mark.django_db
def test_every_page_says_that_it_is_in_practice_mode(client: Client) -> None:
    for path in ("/", "/about/", "/account/login/", "/nothing-here/"):
        assert "Practice mode. No e-mail leaves this site." in client.get(path).content.decode()
