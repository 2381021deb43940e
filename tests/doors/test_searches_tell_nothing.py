"""Whatever is typed or filtered, a search shows, counts and suggests nothing that its reader may not open."""

import re

import pytest
from django.urls import reverse

from tests.doors.asking import ask
from tests.doors.planted import BAIT, found, readers_of
from tests.doors.world import World

pytestmark = pytest.mark.django_db
STRANGERS = ("visitor", "half", "departed", "outsider", "volunteer", "administrator")
TYPED = (
    BAIT,
    "light*",
    f'"the {BAIT}"',
    f"{BAIT} OR stands",
    f"title:{BAIT}",
    "lighthuose",
    "body:northport",
    "kind:reply",
)
LISTS = (
    "/bodies/?q=", "/requests/?q=", "/search/?q=", "/search/feed.xml?q=", "/desk/documents/?q=", "/desk/requests/?q=",
    "/desk/register/new/?q=",
)  # fmt: skip


@pytest.mark.parametrize("who", STRANGERS)
def test_no_search_shows_what_its_reader_may_not_open(world: World, who: str) -> None:
    leaks = {}
    for start in LISTS:
        for typed in TYPED:
            answer = ask(world.everybody, who, f"{start}{typed}")
            assert answer.status != 500, f"{start}{typed}"
            leaks[f"{start}{typed}"] = world.planted.leaks(who, answer.everything)
    assert {url: words for url, words in leaks.items() if words} == {}


def page_of(world: World, who: str, typed: str) -> str:
    """Return the page of a search without what differs each time: the token of a form."""
    html = ask(world.everybody, who, f"/search/?q={typed}").content.decode()
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]+"', r"\1", html)


@pytest.mark.parametrize("who", STRANGERS)
def test_a_word_that_one_may_not_read_is_as_unknown_as_one_that_stands_nowhere(world: World, who: str) -> None:
    """Nothing is found, counted, offered as a facet or suggested: the pages are the same but for the word itself."""
    nowhere = "plantednowhere999q"
    expected = page_of(world, who, nowhere)
    assert nowhere in expected
    words = world.planted.hidden_from(who)[::4]
    assert [word for word in words if page_of(world, who, word).replace(word, nowhere) != expected] == []


def test_those_who_may_read_it_find_it(world: World) -> None:
    """Or the index would be empty, and everything above true of nothing."""
    for who, realm in (("volunteer", "northport"), ("outsider", "southmoor")):
        shown = found(ask(world.everybody, who, f"/search/?q={BAIT}").content)
        assert {readers_of(word) for word in shown} == {realm}
    assert b"The public " in ask(world.everybody, "visitor", f"/search/?q={BAIT}").content


@pytest.mark.parametrize("who", ["visitor", "outsider", "departed"])
def test_a_filter_that_names_anothers_object_finds_what_a_filter_for_nothing_finds(world: World, who: str) -> None:
    case = next(thing for thing in world.things["case"] if thing.says == "a private case of Northport group")
    facet = reverse("search") + "?q=" + BAIT + "&case="
    mine, none = (ask(world.everybody, who, f"{facet}{pk}").content for pk in (case.names["pk"], "0" * 8))
    assert world.planted.leaks(who, mine) == []
    assert mine.count(b"<mark>") == none.count(b"<mark>") == 0
