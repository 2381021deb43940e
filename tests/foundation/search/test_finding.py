"""What is found, and what is marked in it: words in any form, exact phrases, beginnings, conditions, facets."""

from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from dueregard.foundation.search.gateways.embedded import EmbeddedIndex
from dueregard.foundation.search.gateways.interface import Hit, IndexUnavailable, Order, Reader
from dueregard.foundation.search.queries.search import case_titles, newest, search
from tests.foundation.search.shelf import put, thing
from tests.searching import hits, index_now, titles

pytestmark = pytest.mark.django_db

VISITOR = Reader()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of an index with a few pages, about two bodies, in a case."""
    folder = str(tmp_path_factory.mktemp("library"))
    things = [
        thing("1", "Staff made three referrals to Channel in 2025.", title="Annual report", body="north", page=3),
        thing("2", "The risk assessment was reviewed. A café owner asked.", body="north", dated_on=date(2025, 3, 1)),
        thing("3", "Assessment of risk: none was made.", body="south", dated_on=date(2026, 1, 9), cases=("c1",)),
        thing("4", "We refuse under the Act.", body="south", exemptions=("section 24", "section 31(1)"), cases=("c1",)),
        thing("5", "Police and policing. See 24(1)(a) and e-mail of 3 May.", by="Northport Council", kind="letter"),
        thing("c1", "", title="Referral figures", kind="case", cases=("c1",)),
    ]
    with EmbeddedIndex(folder).writing_anew() as writer:
        for one in things:
            writer.replace(("shelf", one.key), [one])
    return folder


@pytest.fixture
def library(written: str, settings: Settings) -> None:
    """Ask the index with the few pages."""
    settings.SEARCH_FOLDER = written


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("referral", {"1", "c1"}),
        ("referrals channel", {"1"}),
        ('"risk assessment"', {"2"}),
        ("risk assessments", {"2", "3"}),
        ("risk NOT reviewed", {"3"}),
        ("risk -reviewed", {"3"}),
        ("cafe", {"2"}),
        ("CAFÉ", {"2"}),
        ("polic*", {"5"}),
        ('"risk asses*"', {"2"}),
        ("refuse OR police", {"4", "5"}),
        ("(refuse OR risk) -reviewed", {"3", "4"}),
        ("section:24", {"4"}),
        ("exemption:s.31(1)", {"4"}),
        ('section:"foia 24"', {"4"}),
        ("section:2", set()),
        ("after:2026", {"3"}),
        ("before:2025-12 risk", {"2"}),
        ("by:northport", {"5"}),
        ("by:council police", {"5"}),
        ("title:report", {"1"}),
        ("title:reports", {"1"}),
        ("case:figures", {"3", "4", "c1"}),
        ("case:c1 risk", {"3"}),
        ("24(1)(a)", {"5"}),
        ("24(1)(b)", set()),
        ("e-mail", {"5"}),
        ("body:north", set()),  # nobody has said which body that is
        ("-risk", {"1", "4", "5", "c1"}),
        ("nowhere", set()),
        ("???", {"1", "2", "3", "4", "5", "c1"}),
    ],
)
def test_a_search_finds(library: None, typed: str, keys: set[str]) -> None:
    assert {hit.key for hit in hits(typed)} == keys


def test_a_word_in_the_title_weighs_more(library: None) -> None:
    assert titles("referral")[0] == "Referral figures"


def marked(hit: Hit) -> list[str]:
    """Return the words that are marked in a hit's passage."""
    return [piece.text for piece in hit.passage if piece.is_marked]


@pytest.mark.parametrize(
    ("typed", "key", "words"),
    [
        ("referral", "1", ["referrals"]),
        ('"risk assessment"', "2", ["risk assessment"]),
        ("assessments risk", "3", ["Assessment", "risk"]),
        ("cafe", "2", ["café"]),
        ("polic*", "5", ["Police", "policing"]),
        ("24(1)(a) mail", "5", ["24(1)(a", "mail"]),
        ("risk NOT reviewed", "3", ["risk"]),
    ],
)
def test_the_words_that_were_found_are_marked(library: None, typed: str, key: str, words: list[str]) -> None:
    (hit,) = [hit for hit in hits(typed) if hit.key == key]
    assert marked(hit) == words


def test_a_hit_says_where_it_stands(library: None) -> None:
    (hit,) = hits("channel")
    assert (hit.title, hit.page, hit.body, hit.url) == ("Annual report", 3, "north", "/d/1/")


def narrowed(typed: str, **values: str) -> set[str]:
    return {hit.key for hit in search(typed, reader=VISITOR, narrowed=values).found.hits}


def test_facets_count_what_is_found_and_narrow_it(library: None) -> None:
    facets = search("risk OR refuse", reader=VISITOR).found.facets
    assert dict(facets["body"]) == {"south": 2, "north": 1}
    assert dict(facets["exemption"]) == {"section 24": 1, "section 31(1)": 1}
    assert dict(facets["year"]) == {"2025": 1, "2026": 1}
    assert dict(facets["case"]) == {"c1": 2}
    assert narrowed("risk OR refuse", body="south", exemption="section 24") == {"4"}
    assert narrowed("", year="2025") == {"2"}
    assert narrowed("risk", case="c1") == {"3"}


def test_cases_are_called_by_their_title(library: None) -> None:
    assert case_titles(["c1", "c2"], VISITOR) == {"c1": "Referral figures"}
    assert case_titles([], VISITOR) == {}


def test_the_newest_come_first_when_asked(library: None) -> None:
    found = search("risk", reader=VISITOR, order=Order.NEWEST).found
    assert [hit.key for hit in found.hits] == ["3", "2"]
    assert len(newest(None, VISITOR, limit=3)) == 3


def test_a_word_that_is_nowhere_is_answered_with_one_that_is(library: None) -> None:
    assert search("refferal", reader=VISITOR).suggestions[0] == "referral"
    assert search("zzzzzz", reader=VISITOR).suggestions == ()
    assert search("refferal policing", reader=VISITOR).suggestions == ()


def test_pages_can_be_turned_and_end() -> None:
    put(*(thing(str(number), "alike") for number in range(45)))
    index_now()
    pages = [search("alike", reader=VISITOR, page=number) for number in (1, 2, 3)]
    assert [len(page.found.hits) for page in pages] == [20, 20, 5]
    assert {page.pages for page in pages} == {3}
    assert len({hit.key for page in pages for hit in page.found.hits}) == 45
    assert search("alike", reader=VISITOR, page=10_000).number == 3


def test_there_is_no_answer_before_there_is_an_index() -> None:
    with pytest.raises(IndexUnavailable):
        search("risk", reader=VISITOR)


@pytest.mark.parametrize(
    "text",
    ["nul \0 inside", "half \ud800 a pair", "x" * 70_000, "word " * 50_000, "", "İstanbul ß", "e\u0301toile"],
    ids=["nul", "surrogate", "one long word", "many words", "nothing", "capitals", "two-sign letters"],
)
def test_any_text_can_be_kept_and_found_again(text: str) -> None:
    put(thing("1", f"{text} landmark", title=text))
    index_now()
    (hit,) = hits("landmark")
    assert any(piece.text == "landmark" for piece in hit.passage) or len(text) > 60_000


def test_letters_of_two_signs_are_found_as_one() -> None:
    put(thing("1", "e\u0301toile"))
    index_now()
    assert [hit.key for hit in hits("étoile")] == ["1"]


HOSTILE: list[Any] = [
    "(" * 3000,
    "a OR " * 3000,
    '"' * 501,
    " ".join(f"t{number}" for number in range(2000)),
    " ".join(f"{a}{b}*" for a in "abcdefgh" for b in "abcd"),
    "(a+)+$ [^x]*.*.*y{1,99}",
    "/.*/ OR .*",
    "body: kind: case:",
    "x" * 10_000,
    "a" * 59 + "*",
    "text:risk plain:risk who:g1 *:*",
    "\0\ud800￿",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=[str(text)[:12].encode("ascii", "replace") for text in HOSTILE])
def test_no_search_is_too_hostile_to_be_answered(library: None, typed: str) -> None:
    assert search(typed, reader=VISITOR).number == 1
