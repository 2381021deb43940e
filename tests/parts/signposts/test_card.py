"""The cards to print carry what somebody has checked lately, with the day, and nothing else."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from dueregard.parts.signposts.queries.card import MOST_LINES, card_page
from tests.parts.signposts.contacts import NOW, make_contact, make_situation, phone, website

pytestmark = pytest.mark.django_db


def test_a_card_carries_a_checked_number_and_the_day_it_was_checked() -> None:
    make_situation()
    make_contact("advice", phone("020 7946 0001"))
    (card,) = card_page(NOW).cards
    (line,) = card.lines
    assert (line.name, line.value, line.checked_on.isoformat()) == ("Northport Advice", "020 7946 0001", "2026-11-23")


@pytest.mark.parametrize(
    "channel",
    [
        phone("020 7946 0002", status="unconfirmed"),
        phone("020 7946 0002", checked_on="2026-01-01"),
    ],
)
def test_what_nobody_has_confirmed_or_checked_lately_is_on_no_card(channel: dict[str, object]) -> None:
    make_situation()
    make_contact("advice", phone("020 7946 0001"), channel)
    make_contact("other", channel, title="Other Advice")
    assert [line.value for card in card_page(NOW).cards for line in card.lines] == ["020 7946 0001"]


def test_each_organisation_has_its_first_number_before_any_has_a_second_and_the_rest_is_counted() -> None:
    make_situation()
    make_contact("one", website("https://one.example"), phone("020 7946 0001"), phone("020 7946 0009"), title="One")
    make_contact("two", phone("020 7946 0002"), title="Two")
    (card,) = card_page(NOW).cards
    assert [line.value for line in card.lines] == ["020 7946 0001", "020 7946 0002", "020 7946 0009"]
    assert len(card.lines) == MOST_LINES
    assert card.left == 1


def test_with_nothing_checked_there_is_no_card_and_the_page_says_so(client: Client) -> None:
    make_situation()
    make_contact("advice", phone(status="unconfirmed"))
    assert card_page(datetime(2026, 11, 25, 10, 0, tzinfo=UTC)).cards == ()
    assert "There is no card to print yet" in client.get("/help/card/").content.decode()
