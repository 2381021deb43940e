"""A sentence finds what fits best, and the answer says what was left out or read as another word."""

from typing import Any

import pytest

from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.search.gateways import embedded
from dueregard.foundation.search.gateways.interface import Ask, Found, Reader
from dueregard.foundation.search.queries.answer import Answer, Asking, Named, answer
from dueregard.foundation.search.queries.search import search
from dueregard.rules.search.query import OneOf
from tests.foundation.search.shelf import put, thing
from tests.searching import index_now

pytestmark = pytest.mark.django_db
VISITOR = Reader()


@pytest.fixture
def shelf() -> None:
    """A few letters, one piece of advice, and a page of a group."""
    put(
        thing("phone", "Officers may take a phone at a port.", kind="advice", title="Stopped at a port"),
        thing("child", "The school called a child in.", kind="advice", title="About your child", asked=("mosque",)),
        thing("letter", "Can they take my phone? We asked the council.", title="Letter"),
        thing("religion", "Questions about religion and counterterrorism.", title="Minutes"),
        thing("two", "The referral was reviewed.", title="Review"),
        thing("secret", "Lighthouse keepers.", title="Hidden", group="g1", is_public=False),
    )
    index_now()


def ask(typed: str, *, who: Reader = VISITOR, is_exact: bool = False, **known: Any) -> Answer:
    return answer(typed, Asking(who, {}, advice=("advice",), **known), is_exact=is_exact)


def keys(found: Answer) -> list[str]:
    return [hit.key for hit in found.results.found.hits]


def test_where_every_word_is_found_together_nothing_is_left_out(shelf: None) -> None:
    found = ask("referral reviewed")
    assert keys(found) == ["two"]
    assert (found.without, found.instead, found.is_best) == ((), (), False)


def test_advice_comes_before_letters_for_somebody_who_asks(shelf: None) -> None:
    found = ask("can they take my phone")
    assert keys(found)[0] == "phone"
    assert found.without == ("can", "they", "my")
    assert "letter" in keys(found)


def test_words_in_no_page_do_not_empty_the_result(shelf: None) -> None:
    found = ask("religion zzyzx lessons")
    assert keys(found) == ["religion"]
    assert found.without == ("zzyzx", "lessons")


def test_where_nothing_has_all_words_each_hit_says_what_it_lacks(shelf: None) -> None:
    found = ask("religion referral")
    assert found.is_best
    lacking = {hit.key: [found.told[which] for which in hit.missing] for hit in found.results.found.hits}
    assert lacking == {"religion": ["referral"], "two": ["religion"]}


def test_a_slip_is_read_as_a_word_of_the_sites_own_and_said(shelf: None) -> None:
    found = ask("relgion")
    assert keys(found) == ["religion"]
    assert found.instead == (("relgion", "religion"),)
    assert ask("relgion", is_exact=True).results.found.count == 0


def test_a_word_that_stands_somewhere_is_never_read_as_another(shelf: None) -> None:
    put(thing("odd", "The relgion of the typist.", title="Odd"))
    mark_changed(kind="shelf", keys=["odd"])
    index_now()
    found = ask("relgion")
    assert keys(found) == ["odd"]
    assert found.instead == ()


def test_a_word_is_not_read_as_one_that_its_reader_may_not_find(shelf: None) -> None:
    assert ask("lighthuose").results.found.count == 0
    assert ask("lighthuose").instead == ()
    assert keys(ask("lighthuose", who=Reader(frozenset({"g1"})))) == ["secret"]
    assert ask("lighthouse religion").without == ("lighthouse",)  # as if it stood nowhere


def test_two_words_find_what_is_written_as_one(shelf: None) -> None:
    found = ask("counter terrorism")
    assert keys(found) == ["religion"]
    assert found.instead == (("counter terrorism", "counterterrorism"),)


def test_other_words_for_the_same_are_found(shelf: None) -> None:
    found = ask("my daughter headteacher")
    assert keys(found)[0] == "child"
    assert ask("what about the mosque").results.found.hits[0].key == "child"


def test_what_is_named_comes_first_whatever_else_is_found(shelf: None) -> None:
    named = Named((OneOf("kind", ("page",)),), is_all=True)
    found = ask("can they take my phone", named=lambda words, reader: named)
    assert keys(found)[0] != "phone"
    assert "phone" in keys(found)


@pytest.mark.parametrize("typed", ['"religion zzyzx"', "religion AND zzyzx", "title:zzyzx religion", "reli* AND zzy*"])
def test_what_is_said_exactly_is_never_loosened(shelf: None, typed: str) -> None:
    found = ask(typed)
    assert found.results.found.count == 0
    assert (found.without, found.instead) == ((), ())


def test_conditions_hold_however_loose_the_words(shelf: None) -> None:
    found = ask("religion zzyzx -questions")
    assert found.results.found.count == 0
    assert keys(ask("referral zzyzx -questions")) == ["two"]


def test_a_phrase_in_no_page_is_taken_apart_in_a_longer_question_and_that_is_said(shelf: None) -> None:
    found = ask('why did they say "religion reviewed" about the referral')
    assert found.apart == ("religion reviewed",)
    assert set(keys(found)) == {"two", "religion"}


def test_a_phrase_that_stands_somewhere_keeps_its_exact_meaning(shelf: None) -> None:
    found = ask('what about "questions about religion" zzyzx')
    assert keys(found) == ["religion"]
    assert found.apart == ()
    assert found.without == ("what", "about", "zzyzx")


def test_a_phrase_only_of_another_group_is_taken_apart_as_if_it_stood_nowhere(shelf: None) -> None:
    assert ask('religion "lighthouse keepers"').apart == ("lighthouse keepers",)
    assert ask('religion "lighthouse keepers"', who=Reader(frozenset({"g1"}))).apart == ()


@pytest.fixture
def people(shelf: None) -> None:
    """Advice for people in different roles, and for a sense of “refuse”."""
    put(
        thing("pupil", "What to do.", kind="advice", title="For teachers", asked=("I am a teacher", "refer a student")),
        thing("campus", "What to do.", kind="advice", title="On campus", asked=("I am a student",)),
        thing("talk", "You need not talk.", kind="advice", title="A talk", asked=("can I refuse to answer",)),
        thing("ask", "Refused requests.", kind="advice", title="Ask them", asked=("they refused my request",)),
    )
    mark_changed(kind="shelf", keys=["pupil", "campus", "talk", "ask"])
    index_now()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("I'm a student and somebody was told to refer a student", "campus"),
        ("as a teacher what about a student", "pupil"),
        ("can I refuse an interview", "talk"),
        ("they refused our request under section 36", "ask"),
    ],
)
def test_who_asks_and_what_is_meant_weigh_more_than_words(people: None, typed: str, first: str) -> None:
    assert keys(ask(typed))[0] == first


def test_an_exact_search_is_what_it_was(shelf: None) -> None:
    typed = "can they take my phone"
    assert (
        keys(ask(typed, is_exact=True)) == [hit.key for hit in search(typed, reader=VISITOR).found.hits] == ["letter"]
    )


def test_a_search_that_finds_nothing_costs_a_bounded_number_of_looks(
    shelf: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    find = embedded.EmbeddedIndex.find

    def counted(self: embedded.EmbeddedIndex, asked: Ask) -> Found:
        nonlocal looks
        looks += 1
        return find(self, asked)

    monkeypatch.setattr(embedded.EmbeddedIndex, "find", counted)
    ask(" ".join(f"qq{number}" for number in range(200)))
    assert looks <= 40
