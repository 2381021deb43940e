"""The frame of the desk: five groups with what waits in each place; the frame of pages to read; a foot of six links."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.records.todo.queries.counts import counts_for, rail_counts
from dueregard.records.todo.queries.kinds import kinds_for
from dueregard.rules.wiring.adds import Menu, RailGroup
from dueregard.website.queries.rail import Rail, rail
from tests.builders_foi import make_campaign, make_held, make_reply, make_waiting_case
from tests.people import Cast
from tests.records.todo.making import makers

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def rail_of(person: Person, path: str = "/desk/") -> Rail:
    """Return the rail that a person has on a page."""
    return rail(person, path=path, counts=rail_counts(person, timezone.localdate()))


def words(shown: Rail) -> dict[str, list[str]]:
    """Return the entries by group."""
    return {group.words: [link.words for link in group.links] for group in shown.groups}


def test_the_groups_stand_in_order_and_an_administrator_has_all_of_them(cast: Cast) -> None:
    assert [*words(rail_of(cast.dana))] == ["", "Ask and hear", "Evidence", "Guide and help", "Site"]
    assert [*RailGroup] == ["Today", "Ask and hear", "Evidence", "Guide and help", "Site"]


def test_each_is_offered_what_they_may_open(cast: Cast) -> None:
    assert words(rail_of(cast.asha))["Guide and help"] == ["Manage the guide"]
    assert "Guide and help" not in words(rail_of(cast.ben))  # a group without entries is not there
    assert "Activity log" in words(rail_of(cast.dana))["Site"]
    assert "Activity log" not in words(rail_of(cast.asha))["Site"]


def test_what_waits_is_counted_where_it_is_and_in_all(cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    for _ in range(3):
        make_reply(make_waiting_case(campaign), is_sorted=False)
    make_held(cast.northport)
    shown = rail_of(cast.asha)
    counts = {link.words: link.count for group in shown.groups for link in group.links if link.count}
    assert counts["Replies"] == 3
    assert counts["Holding pen"] == 1
    assert counts["Today"] == shown.waiting == counts_for(cast.asha, timezone.localdate()).all
    assert rail_of(cast.carys).waiting == 0


def test_everything_that_can_wait_is_counted_under_exactly_one_entry(cast: Cast) -> None:
    pages = {kind.page for kind in kinds_for(cast.dana, timezone.localdate())}
    counted = [page for entry in settings.MENUS[Menu.DESK] for page in (entry.page, *entry.counts)]
    assert {page: counted.count(page) for page in pages} == dict.fromkeys(pages, 1)


def test_one_of_each_kind_adds_up_to_what_the_rail_says(cast: Cast) -> None:
    for make in makers().values():
        make(cast)
    shown = rail_of(cast.dana)
    below = sum(link.count for group in shown.groups for link in group.links if link.href != reverse("desk"))
    assert below == shown.waiting == counts_for(cast.dana, timezone.localdate()).all
    assert shown.waiting > 20


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/desk/", "Today"),
        ("/desk/replies/acknowledgements/", "Replies"),
        ("/desk/cases/1/", "Requests"),
        ("/desk/documents/second-look/", "Copies to check"),
        ("/bodies/leeds/", "Bodies"),
        ("/search/", "Saved searches"),
        ("/documents/1/", "Documents"),
    ],
)
def test_the_entry_of_a_page_is_marked_once(cast: Cast, path: str, entry: str) -> None:
    shown = rail_of(cast.asha, path)
    assert [link.words for group in shown.groups for link in group.links if link.here] == [entry]


@pytest.mark.parametrize("path", ["/desk/", "/desk/account/", "/bodies/", "/dates/", "/desk/nothing-here/"])
def test_at_work_the_rail_is_beside_the_page(cast: Cast, signed_in: SignIn, path: str) -> None:
    html = signed_in(cast.asha).get(path).content.decode()
    assert '<nav class="rail no-print" id="menu" popover aria-label="Desk">' in html
    assert 'aria-label="Main"' not in html


@pytest.mark.parametrize("path", ["/", "/about/", "/requests/", "/guide/"])
def test_a_page_to_read_is_the_same_for_who_is_signed_in_with_a_way_to_the_desk(
    cast: Cast, signed_in: SignIn, path: str
) -> None:
    html = signed_in(cast.asha).get(path).content.decode()
    assert 'class="rail' not in html
    assert f'<a href="{reverse("desk")}">Your desk</a>' in html


def test_the_foot_has_six_links(client: Client, cast: Cast, signed_in: SignIn) -> None:
    for html in (client.get("/about/").content.decode(), signed_in(cast.dana).get("/desk/").content.decode()):
        foot = html[html.index('<footer class="foot">') :]
        assert len(re.findall(r"<a ", foot)) == 6
