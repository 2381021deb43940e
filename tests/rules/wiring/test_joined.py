"""What several apps add comes together in a fixed order; what two of them claim is refused before the site starts."""

import pytest

from dueregard.rules.wiring import joined
from dueregard.rules.wiring.adds import Adds, Door, Entry, Menu, Periodic, Room, Rows

GUIDE = Adds(
    menu=(Entry(Menu.VISITOR, 20, "Guide", "guide"), Entry(Menu.FOOT, 10, "Figures", "figures")),
    doors=(Door(20, Room.KNOW, "guide", "Read the guide"),),
    does={"ask": "guide"},
    findables=(Rows(20, "section", "guide.findable"),),
    periodic=(Periodic("print", 60),),
    mail_arrival_task="guide.read",
)
HELP = Adds(
    menu=(Entry(Menu.VISITOR, 10, "Help", "help"), Entry(Menu.VISITOR, 20, "Card", "card")),
    doors=(Door(10, Room.HELP, "help", "Get help"),),
    does={"ask": "help", "find": "help"},
    findables=(Rows(10, "section", "help.findable"),),
    periodic=(Periodic("remind", 3600), Periodic("fetch", 5, when="MAILBOX")),
    mail_arrival_task="help.read",
)


def test_entries_stand_in_the_order_of_their_numbers_and_of_equal_ones_in_that_of_the_apps() -> None:
    menus = joined.menus([GUIDE, HELP])
    assert [one.words for one in menus["visitor"]] == ["Help", "Guide", "Card"]
    assert [one.words for one in menus["foot"]] == ["Figures"]
    assert menus["desk"] == ()
    assert [door.words for door in joined.in_order([GUIDE, HELP], lambda adds: adds.doors)] == [
        "Get help",
        "Read the guide",
    ]


def test_work_that_needs_a_setting_is_left_out_where_that_is_empty() -> None:
    assert joined.periodic_work([GUIDE, HELP], lambda name: False) == {"print": 60, "remind": 3600}
    assert joined.periodic_work([GUIDE, HELP], lambda name: name == "MAILBOX")["fetch"] == 5


def test_of_two_pages_that_do_the_same_the_first_app_is_offered() -> None:
    assert joined.first_of_each([GUIDE, HELP], lambda adds: adds.does) == {"ask": "guide", "find": "help"}


def test_two_apps_that_claim_one_thing_are_refused_with_both_their_names() -> None:
    with pytest.raises(joined.ClaimedTwice, match=r"help\.findable.*guide\.findable"):
        joined.findable_kinds([GUIDE, HELP])
    with pytest.raises(joined.ClaimedTwice, match=r"guide\.read.*help\.read"):
        joined.only_one([GUIDE, HELP], lambda adds: adds.mail_arrival_task)


def test_an_app_that_adds_nothing_changes_nothing() -> None:
    assert joined.menus([Adds(), GUIDE]) == joined.menus([GUIDE])
    assert joined.only_one([Adds(), GUIDE], lambda adds: adds.mail_arrival_task) == "guide.read"
    assert joined.only_one([], lambda adds: adds.mail_arrival_task) == ""
    assert joined.listed([Adds()], lambda adds: adds.before_all) == ()
