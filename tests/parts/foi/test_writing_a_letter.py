"""The next letter of a case starts from the pack's words, may be changed in every word, and waits to be undone."""

from datetime import date

import pytest
from django.test import Client

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that was refused under section 24."""
    case = make_case(make_campaign(cast.northport), make_body(), their_reference="FOI 318")
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 1))
    make_event(case, EventKind.REFUSED, date(2026, 10, 20), sections=("s.24(1)",))
    return case


@pytest.fixture
def client(cast: Cast) -> Client:
    """Asha's browser."""
    return sign_in(cast.asha)


def test_a_letter_about_something_else_is_greeting_and_name_around_an_empty_space(case: Case, client: Client) -> None:
    page = client.get(f"/desk/cases/{case.pk}/write/other/").content.decode()
    assert "We could not fill this letter" not in page
    assert "Dear University of Northport,\n\n\n\nYours faithfully,\n\nAsha Example" in page
    assert "your reference FOI 318" in page


def test_a_chosen_argument_stands_in_the_request_for_review(case: Case, client: Client) -> None:
    url = f"/desk/cases/{case.pk}/write/review/"
    page = client.get(url)
    grounds = page.context["grounds"]
    assert {"24" in " ".join(ground.meta["cites"]) for ground in grounds} == {True}
    words = " ".join(grounds[0].text.split())[:40]
    letter = " ".join(page.context["form"]["text"].value().split())
    with_it = " ".join(client.get(url, {"ground": grounds[0].slug}).context["form"]["text"].value().split())
    assert words not in letter
    assert words in with_it


def test_an_empty_letter_is_refused_and_the_subject_kept(case: Case, client: Client) -> None:
    url = f"/desk/cases/{case.pk}/write/review/"
    page = client.post(url, {"subject": "My own subject", "text": " "}).content.decode()
    assert 'value="My own subject"' in page
    assert "Please fill this in." in page
    assert not OutgoingMessage.objects.exists()


def test_a_subject_over_two_lines_is_refused_and_the_letter_kept(case: Case, client: Client) -> None:
    typed = {"subject": "x" * 301, "text": "My own words."}
    page = client.post(f"/desk/cases/{case.pk}/write/review/", typed).content.decode()
    assert "My own words." in page
    assert not OutgoingMessage.objects.exists()


def test_what_one_typed_is_what_waits_to_leave(case: Case, client: Client) -> None:
    typed = {"subject": "Internal review", "text": "My own words.\r\n\r\nAsha Example"}
    page = client.post(f"/desk/cases/{case.pk}/write/review/", typed, follow=True).content.decode()
    letter = case.correspondence.get()
    assert (letter.step, letter.subject) == (Step.REVIEW, "Internal review")
    assert "My own words." in letter.text
    assert "Not sent yet" in page
    assert case.events.filter(kind=EventKind.REVIEW_ASKED).count() == 0


@pytest.mark.parametrize("step", ["request", "nonsense"])
def test_a_step_that_is_not_written_here_is_not_there(step: str, case: Case, client: Client) -> None:
    assert client.get(f"/desk/cases/{case.pk}/write/{step}/").status_code == 404


def test_a_letter_is_read_by_paragraphs_and_leaves_wrapped_for_mail(case: Case, client: Client) -> None:
    paragraph = "We ask for the whole assessment with its annexes, " * 6
    client.post(f"/desk/cases/{case.pk}/write/review/", {"subject": "Internal review", "text": paragraph})
    letter = case.correspondence.get()
    assert max(len(line) for line in letter.text.splitlines()) <= 73
    page = client.get(f"/desk/messages/{letter.pk}/").content.decode()
    assert paragraph.strip() in page
