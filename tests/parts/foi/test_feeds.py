"""A calendar program gets a person's due dates with a secret address, and nothing once the right to it has ended."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from dueregard.foundation.accounts.actions.change_standing import close_account
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.parts.foi.actions.feed_keys import NoFeedKey, renew_feed_key, revoke_feed_key
from dueregard.parts.foi.models import FeedKey
from dueregard.records.groups.models import Membership
from dueregard.rules.casework.events import Phase
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case, make_letter, make_reply, make_waiting_case
from tests.people import Cast

SignIn = Callable[[Person], Client]


def events(client: Client, secret: str) -> list[tuple[str, date]]:
    """Return what the calendar shows: words and day."""
    answer = client.get("/feeds/dates.ics", {"key": secret})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return [(str(event["summary"]), event["dtstart"].dt) for event in calendar.walk("VEVENT")]


def test_the_calendar_holds_body_day_reasons_and_link(cast: Cast, client: Client) -> None:
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    secret = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)

    assert events(client, secret) == [("University of Northport: they must answer by today", date(2026, 11, 19))]
    text = client.get("/feeds/dates.ics", {"key": secret}).content.replace(b"\r\n ", b"").decode()
    assert "Received on Thursday 22 October 2026" in text
    assert "section 10(1) and (6)" in text
    assert f"/desk/cases/{case.pk}/" in text


def test_the_calendar_holds_no_letter_address_or_token(cast: Cast, client: Client) -> None:
    case = make_waiting_case(make_campaign(cast.northport), make_body())
    make_letter(case, text="The words of the letter.")
    make_reply(case, text="The words of the reply.")
    secret = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)
    text = client.get("/feeds/dates.ics", {"key": secret}).content.replace(b"\r\n ", b"").decode()

    for private in ("The words", case.token, case.address, "asha"):
        assert private not in text


def test_another_groups_dates_are_not_in_it(cast: Cast, client: Client) -> None:
    make_waiting_case(make_campaign(cast.southmoor), make_body("Southmoor College"))
    secret = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)

    assert events(client, secret) == []


def test_who_leaves_a_group_reads_its_dates_no_more(cast: Cast, client: Client) -> None:
    make_waiting_case(make_campaign(cast.northport), make_body())
    secret = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)
    assert len(events(client, secret)) == 1
    Membership.objects.filter(person=cast.asha).delete()

    assert events(client, secret) == []


def test_a_closed_account_has_no_calendar(cast: Cast, client: Client) -> None:
    secret = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)
    close_account(person=cast.asha, by=cast.dana, now=NOW)

    assert client.get("/feeds/dates.ics", {"key": secret}).status_code == 404


@pytest.mark.parametrize("query", ["", "?key=", "?key=guessed", "?key=%00%ff", f"?key={'a' * 5000}"])
def test_without_the_key_there_is_nothing(cast: Cast, client: Client, query: str) -> None:
    renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)
    assert client.get(f"/feeds/dates.ics{query}").status_code == 404


def test_the_digest_of_a_key_opens_nothing(cast: Cast, client: Client) -> None:
    renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)
    assert client.get("/feeds/dates.ics", {"key": FeedKey.objects.get().digest}).status_code == 404


def test_a_new_key_closes_the_one_before(cast: Cast, client: Client) -> None:
    old = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)
    new = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)

    assert client.get("/feeds/dates.ics", {"key": old}).status_code == 404
    assert client.get("/feeds/dates.ics", {"key": new}).status_code == 200


def test_a_closed_key_opens_nothing_and_cannot_be_closed_twice(cast: Cast, client: Client) -> None:
    secret = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)
    revoke_feed_key(person=cast.asha, by=cast.asha, now=NOW)

    assert client.get("/feeds/dates.ics", {"key": secret}).status_code == 404
    with pytest.raises(NoFeedKey):
        revoke_feed_key(person=cast.asha, by=cast.asha, now=NOW)


def test_the_secret_is_shown_once_and_kept_nowhere(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    page = client.post("/desk/feeds/renew/").content.decode()
    secret = page.split("dates.ics?key=")[1].split("<")[0]

    assert client.get("/feeds/dates.ics", {"key": secret}).status_code == 200
    assert secret not in client.get("/desk/feeds/").content.decode()
    assert secret not in str(list(FeedKey.objects.values())) + str(list(Act.objects.values()))


def test_the_page_closes_the_address(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    client.post("/desk/feeds/renew/", {"sure": "yes"})
    assert "You have had a calendar address since" in client.get("/desk/feeds/").content.decode()
    client.post("/desk/feeds/close/", {"sure": "yes"})

    assert "You do not have a calendar address." in client.get("/desk/feeds/").content.decode()


def test_nothing_on_the_way_keeps_the_calendar(cast: Cast, client: Client) -> None:
    secret = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)
    answer = client.get("/feeds/dates.ics", {"key": secret})

    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_case_without_a_date_or_closed_has_no_day_in_it(cast: Cast, client: Client) -> None:
    campaign = make_campaign(cast.northport)
    make_case(campaign, make_body())
    make_waiting_case(campaign, make_body("Southmoor College"), phase=Phase.CLOSED)
    secret = renew_feed_key(person=cast.asha, by=cast.asha, now=NOW)

    assert events(client, secret) == []
