"""A search names the list that answers a question which no single page does, and no list to somebody who needs help."""

import pytest
from django.conf import settings
from django.urls import reverse

from dueregard.rules.wiring.adds import ListPage
from dueregard.rules.wiring.list_pages import MOST, lists_that_answer
from tests.website.fifty_questions import HELP_CHILD, HELP_PORT, HELP_REFERRED, HELP_TALK, QUESTIONS

HELP = {HELP_CHILD, HELP_TALK, HELP_REFERRED, HELP_PORT}
ANSWERS = {
    "which councils refused to answer": "foi:public_list",
    "which councils are late": "foi:public_list",
    "who never replied?": "foi:public_list",
    "what did the council say": "foi:public_list",
    "Has anyone already asked my trust": "foi:public_list",
    "who has signed the pledge": "pledge:index",
    "which universities have signed up": "pledge:index",
    "is there a group near me": "public_groups",
    "when is the next meeting": "public_groups",
    "how can I get involved": "public_groups",
    "did any campaign actually win": "tracker:public_demands",
    "what worked at other universities": "tracker:worked",
    "which unions are boycotting Prevent": "tracker:public_decisions",
    "map of councils": "areas",
    "compare councils": "areas",
    "list of schools": "bodies",
    "email address of my school": "bodies",
    "what do they say in the training": "training:sessions",
    "how many children are referred": "signposts:figures",
    "percentage of referrals who are Muslim": "signposts:figures",
    "organisations that support students": "signposts:networks",
    "motions other branches passed": "branch:texts",
    "example motion": "branch:texts",
    "latest news": "guide:changes",
    "which councils havent answered": "foi:public_list",
    "which unis wouldnt answer the foi": "foi:public_list",
    "where did you get this figure from": "signposts:figures",
    "evidence that muslims are targeted more": "signposts:figures",
    "leaflet to print for members": "guide:index",
    "take our name off the list": "complain",
    "how do i complain about something on this website": "complain",
    "who runs this site": "about",
    "does this site track me": "privacy",
}


@pytest.mark.parametrize(("typed", "page"), ANSWERS.items())
def test_a_question_about_many_is_answered_by_a_list(typed: str, page: str) -> None:
    assert lists_that_answer(typed, settings.LIST_PAGES)[0].page == page


@pytest.mark.parametrize("typed", [typed for typed, fits in QUESTIONS if HELP & set(fits)])
def test_who_needs_help_is_shown_no_list(typed: str) -> None:
    assert lists_that_answer(typed, settings.LIST_PAGES) == ()


@pytest.mark.parametrize("one", settings.LIST_PAGES, ids=lambda one: one.words)
def test_every_list_is_found_by_each_way_it_names(one: ListPage) -> None:
    assert reverse(one.page)
    for way in one.asked:
        typed = " ".join(slot.split("/")[0] for slot in way.split() if not slot.startswith("-"))
        assert one in lists_that_answer(typed, [one]), way


def test_no_more_than_a_few_are_named_and_the_closest_first() -> None:
    lists = [ListPage(number, f"page{number}", "Words", ("who refuse",)) for number in range(5)]
    lists.append(ListPage(9, "closest", "Words", ("who refuse answer",)))
    assert [one.page for one in lists_that_answer("Who refused to answer?", lists)] == ["closest", "page0"]
    assert len(lists_that_answer("who refused", lists)) == MOST


def test_what_a_way_must_not_have_takes_its_list_away() -> None:
    lists = [ListPage(1, "answers", "Words", ("what school say -law/legal",))]
    assert lists_that_answer("what did the school say", lists)
    assert lists_that_answer("what does the law say schools must do", lists) == ()


def test_a_word_alone_or_inside_another_names_nothing() -> None:
    lists = [ListPage(1, "pledge", "Words", ("who sign pledge",))]
    assert lists_that_answer("who pledged", lists) == ()
    assert lists_that_answer("whose design, pledge", lists) == ()
    assert lists_that_answer("", lists) == ()
