"""Everybody finds what is public, a group its own besides; what one may not find is not counted, shown or suggested."""

import pytest
from pytest_django.fixtures import Settings

from dueregard.foundation.search.gateways.embedded import EmbeddedIndex
from dueregard.foundation.search.gateways.interface import Reader
from dueregard.foundation.search.queries.search import Results, case_titles, newest, search
from tests.foundation.search.shelf import thing

pytestmark = pytest.mark.django_db

VISITOR, NORTH, SOUTH, BOTH = Reader(), Reader(frozenset("n")), Reader(frozenset("s")), Reader(frozenset("ns"))
READERS = {"visitor": VISITOR, "north": NORTH, "south": SOUTH, "both": BOTH}
PRIVATE = {"is_public": False, "body": "b", "exemptions": ("section 24",), "kind": "reply"}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of an index with a public page, a page of each of two groups, a public copy, and one of nobody."""
    folder = str(tmp_path_factory.mktemp("permissions"))
    things = [
        thing("everybody", "The plan was published."),
        thing(
            "north", "The plan names an informant.", group="n", cases=("north",), title="Plan of the North", **PRIVATE
        ),
        thing("south", "The plan names Southmoor.", group="s", **PRIVATE),
        thing("copy", "The plan names XXXXX.", group="n", instead_in="n"),
        thing("nobody", "The plan of nobody.", **PRIVATE),
    ]
    things.append(thing("c", "", group="n", kind="case", cases=("c",), title="Secret campaign", is_public=False))
    with EmbeddedIndex(folder).writing_anew() as writer:
        for one in things:
            writer.replace(("shelf", one.key), [one])
    return folder


@pytest.fixture(autouse=True)
def library(written: str, settings: Settings) -> None:
    """Ask that index."""
    settings.SEARCH_FOLDER = written


def found(typed: str, reader: Reader) -> Results:
    return search(typed, reader=reader)


@pytest.mark.parametrize(
    ("who", "keys"),
    [
        ("visitor", {"everybody", "copy"}),
        ("north", {"everybody", "north"}),
        ("south", {"everybody", "copy", "south"}),
        ("both", {"everybody", "north", "south"}),
    ],
)
@pytest.mark.parametrize("typed", ["plan", '"the plan"', "pla*", "plan OR zzz", "plan -zzz", "-zzz -secret plan"])
def test_each_finds_theirs_however_they_ask(who: str, keys: set[str], typed: str) -> None:
    results = found(typed, READERS[who])
    assert {hit.key for hit in results.found.hits} == keys
    assert results.found.count == len(keys)


def test_facets_count_only_what_the_reader_may_find() -> None:
    facets = found("plan", VISITOR).found.facets
    assert dict(facets["kind"]) == {"page": 2}
    assert (facets["body"], facets["exemption"], facets["case"]) == ((), (), ())
    assert dict(found("plan", NORTH).found.facets["exemption"]) == {"section 24": 1}


def test_a_word_of_another_groups_page_is_neither_found_nor_suggested() -> None:
    for reader in (VISITOR, SOUTH):
        results = found("informant", reader)
        assert (results.found.count, results.suggestions) == (0, ())
        assert found("infarmant", reader).suggestions == ()
        assert found("infor*", reader).found.count == 0
    assert found("infarmant", NORTH).suggestions == ("informant",)


def test_the_title_of_another_groups_case_cannot_be_asked_for() -> None:
    assert case_titles(["c"], VISITOR) == case_titles(["c"], SOUTH) == {}
    assert case_titles(["c"], NORTH) == {"c": "Secret campaign"}
    assert found("case:secret", SOUTH).found.count == 0
    assert found("case:north", SOUTH).found.count == 0


def test_a_feed_holds_only_what_its_reader_may_find() -> None:
    assert {hit.key for hit in newest(None, VISITOR, limit=50)} == {"everybody", "copy"}
    assert {hit.key for hit in newest(None, SOUTH, limit=50)} == {"everybody", "copy", "south"}


@pytest.mark.parametrize("typed", ["who:n plan", "group:n plan", "owner:shelf plan", "instead_in:n", "-who:zzz plan"])
def test_no_query_reaches_past_the_permission(typed: str) -> None:
    assert {hit.key for hit in found(typed, VISITOR).found.hits} <= {"everybody", "copy"}


def test_a_reader_whose_group_is_called_like_everybody_gains_nothing() -> None:
    assert {hit.key for hit in found("plan", Reader(frozenset({"", "*"}))).found.hits} == {"everybody", "copy"}
