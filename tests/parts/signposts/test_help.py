"""Somebody who needs help sees whom they can reach today, and leaves no trace; an old number is never shown."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.parts.signposts.actions.check_channel import check_channel
from dueregard.parts.signposts.queries.help_page import help_page
from tests.parts.signposts.contacts import NOW, make_contact, make_situation, phone, website
from tests.people import Cast

pytestmark = pytest.mark.django_db
QUIET = ("/help/", "/help/card/", "/help/safety/", "/help/before/")


def shown(client: Client) -> str:
    """Return the help page as a visitor gets it."""
    return client.get("/help/").content.decode()


def test_a_checked_number_is_shown_with_its_day_its_source_and_what_to_do_first(client: Client) -> None:
    make_situation()
    make_contact("advice", phone(what_happens=["A volunteer answers."]))
    page = help_page(NOW)
    (situation,) = page.situations
    assert situation.steps == ("Ask for a name.", "Write it down.")
    ((line,),) = [offer.lines for offer in situation.offers]
    assert (line.value, line.href) == ("020 7946 0000", "tel:+442079460000")
    assert line.checked_on.isoformat() == "2026-11-23"
    assert line.what_happens == ("A volunteer answers.",)


def test_a_number_past_its_age_is_hidden_and_the_next_channel_is_offered() -> None:
    make_situation()
    make_contact("advice", phone(checked_on="2026-07-01"), website())
    (offer,) = help_page(NOW).situations[0].offers
    assert [line.kind for line in offer.lines] == ["website"]
    assert offer.missing == ("There is a telephone contact that we do not show: we have not checked it recently.",)


def test_an_unconfirmed_number_stands_nowhere_on_the_page(client: Client) -> None:
    make_situation()
    make_contact("advice", phone("07700 900 123", status="unconfirmed"), website())
    for address in ("/help/", "/help/card/", "/help/services.json"):
        html = client.get(address).content.decode()
        assert "900 123" not in html
        assert "900123" not in html


def test_a_number_that_did_not_work_is_gone_at_once(cast: Cast, client: Client) -> None:
    make_situation()
    contact = make_contact("advice", phone(), website())
    assert "020 7946 0000" in shown(client)
    check_channel(contact=contact, channel="phone:020 7946 0000", works=False, note="Dead line.", by=cast.asha, now=NOW)
    assert "020 7946 0000" not in shown(client)
    assert "Dead line" not in shown(client)


def test_whoever_can_be_called_comes_first_and_the_state_stands_apart() -> None:
    make_situation()
    make_contact("a", website(), title="Reads Letters", order=1)
    make_contact("b", phone(), title="Takes Calls", order=2)
    make_contact("c", phone("020 7946 0001"), title="The Ministry", order=0, is_official=True)
    (situation,) = help_page(NOW).situations
    assert [offer.name for offer in situation.offers] == ["Takes Calls", "Reads Letters"]
    assert [offer.name for offer in situation.official] == ["The Ministry"]


def test_an_organisation_nobody_can_reach_is_named_without_number() -> None:
    make_situation()
    make_contact("old", phone(), title="Old Helpline", status="historic")
    page = help_page(NOW)
    assert page.situations[0].offers == ()
    assert page.gone == ("Old Helpline: Advice for people who were approached.",)


@pytest.mark.parametrize("address", QUIET)
def test_a_page_of_help_leaves_nothing_behind(client: Client, address: str) -> None:
    make_situation()
    answer = client.get(address)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "<title>Help</title>" in html or "<title>Card</title>" in html
    assert "Leave this page" in html
    assert "Prevent" not in html.partition("</title>")[0]


def test_a_site_without_contacts_says_so(client: Client) -> None:
    assert "No help contacts are installed" in shown(client)


def test_the_help_page_asks_the_database_as_little_for_many_contacts(client: Client) -> None:
    make_situation()

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/help/")
        return len(seen)

    client.get("/help/")
    make_contact("first", phone())
    few = queries()
    for number in range(40):
        make_contact(f"advice-{number}", phone(f"020 7946 {number:04}"), website())
    assert queries() == few <= 4


def test_other_directories_get_only_what_is_current(client: Client) -> None:
    make_contact("advice", phone(), phone("020 7946 0099", checked_on="2020-01-01"))
    make_contact("gone", phone("020 7946 0098", status="historic"), title="Gone")
    page = json.loads(client.get("/help/services.json").content)
    assert [one["name"] for one in page["contents"]] == ["Northport Advice"]
    assert [one["number"] for one in page["contents"][0]["phones"]] == ["+442079460000"]


def test_the_shipped_campaign_offers_a_number_that_can_be_called(client: Client, shipped_pack: None) -> None:
    lines = [
        line
        for situation in help_page(NOW).situations
        for offer in situation.offers
        for line in offer.lines
        if line.kind == "phone"
    ]
    assert [line.value for line in lines] == ["020 3117 2520"]
    assert {situation.code for situation in help_page(NOW).situations} == {
        "approached", "referral", "child", "pupil", "work", "data", "port", "complaint",
    }  # fmt: skip
    assert all(situation.offers or situation.official for situation in help_page(NOW).situations)


def test_in_four_months_without_a_check_the_shipped_number_is_no_longer_shown(shipped_pack: None) -> None:
    later = help_page(NOW + timedelta(days=125))
    assert not [
        line
        for situation in later.situations
        for offer in situation.offers
        for line in offer.lines
        if line.kind == "phone"
    ]


def test_the_page_stays_light(client: Client, shipped_pack: None) -> None:
    """Source: docs/reference/figures.md; at most 60 kB for a page with all its parts."""
    assert len(client.get("/help/").content) < 45_000
