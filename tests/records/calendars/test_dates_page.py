"""The public calculator needs no account, and its answers are addresses that can be sent, opened and printed."""

import pytest
from django.test import Client

from dueregard.rules.law.deadlines import Event

ASKED = {"event": "response", "received": "2026-03-13", "nation": "england", "body_kind": "university"}

pytestmark = pytest.mark.django_db


def test_a_visitor_asks_and_sees_the_date_its_steps_and_its_section() -> None:
    page = Client().get("/dates/", ASKED).content.decode()
    assert "Wednesday 15 April 2026" in page
    assert "St Patrick&#x27;s Day" in page
    assert "Freedom of Information Act 2000, section 10(1) and (6)" in page
    assert "This is not legal advice" in page


def test_the_empty_page_shows_no_errors_and_says_which_day_to_enter() -> None:
    answer = Client().get("/dates/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="alert"' not in page
    for event in Event:
        assert event.received_means in page.replace("&#x27;", "'")


def test_a_missing_or_wrong_day_is_explained_and_the_rest_is_kept() -> None:
    answer = Client().get("/dates/", {**ASKED, "received": "someday"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter a day" in page
    assert '<option value="university" selected>' in page


def test_facts_that_contradict_each_other_are_explained() -> None:
    page = Client().get("/dates/", {**ASKED, "clarification_asked": "2026-03-01"}).content.decode()
    assert "Check both dates" in page


def test_a_school_with_unknown_terms_gets_a_range() -> None:
    asked = {**ASKED, "received": "2026-06-30", "nation": "northern_ireland", "body_kind": "controlled_school"}
    page = Client().get("/dates/", asked).content.decode()
    assert "Wed 29 Jul 2026" in page
    assert "Friday 25 September 2026" in page


def test_where_there_is_no_date_the_page_says_why() -> None:
    page = Client().get("/dates/", {**ASKED, "body_kind": "student_union"}).content.decode()
    assert "There is no date for this" in page


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("law", ["", "foia", "foisa", "eir", "eisr", "sar"])
def test_every_question_under_every_law_has_an_answer(event: Event, law: str) -> None:
    answer = Client().get("/dates/", {**ASKED, "event": event.value, "law": law})
    assert answer.status_code == 200
    assert answer.context["answer"].question == event.label
