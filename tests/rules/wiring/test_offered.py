"""Which entries of a menu a reader is offered, and under which of them a page belongs."""

import pytest

from dueregard.rules.wiring.adds import Entry, Menu, ShownTo
from dueregard.rules.wiring.offered import here, offered

TODAY = Entry(Menu.DESK, 1, "Today", "desk", is_alone=True)
REQUESTS = Entry(Menu.DESK, 2, "Requests", "requests", also=("/desk/cases/",))
CHASING = Entry(Menu.DESK, 3, "Chasing", "chase")
WORK = Entry(Menu.DESK, 4, "Work", "work", to=ShownTo.ADMINISTRATORS)
GUIDE = Entry(Menu.DESK, 5, "Manage the guide", "guide", to=ShownTo.ACTING)
ADDRESSES = ("/desk/", "/desk/requests/", "/desk/requests/chase/")


def shown(*, is_administrator: bool = False, acts: bool = False) -> list[str]:
    """Return the words that a reader is offered of everything there is."""
    entries = offered([TODAY, WORK, GUIDE], is_administrator=is_administrator, acts_for_a_group=acts)
    return [one.words for one in entries]


def test_administrators_are_offered_everything() -> None:
    assert shown(is_administrator=True) == ["Today", "Work", "Manage the guide"]


def test_whoever_acts_for_a_group_is_offered_that_and_nothing_of_the_administrators() -> None:
    assert shown(acts=True) == ["Today", "Manage the guide"]
    assert shown() == ["Today"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/desk/", "Today"),
        ("/desk/mailroom/", None),  # only its own page is Today's
        ("/desk/requests/", "Requests"),
        ("/desk/requests/7/", "Requests"),
        ("/desk/requests/chase/", "Chasing"),  # the one that goes furthest
        ("/desk/cases/7/", "Requests"),
        ("/bodies/", None),
    ],
)
def test_a_page_belongs_under_the_entry_that_goes_furthest(path: str, words: str | None) -> None:
    entries = (TODAY, REQUESTS, CHASING)
    at = here(entries, ADDRESSES, path)
    assert (None if at is None else entries[at].words) == words


def test_a_menu_that_nobody_adds_to_marks_nothing() -> None:
    assert here((), (), "/desk/") is None
