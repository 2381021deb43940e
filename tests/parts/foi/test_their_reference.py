"""The body's own number is suggested with where it was read, kept only by a person, and quoted in later letters."""

from datetime import date

import pytest

from dueregard.parts.foi.models import Case
from dueregard.rules.casework.events import EventKind
from tests.builders_foi import make_campaign, make_event, make_reply, make_waiting_case
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]
SAYS = "We have received your request.\n\nOur reference: FOI/2026/0123"


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that the body has received and acknowledged."""
    case = make_waiting_case(make_campaign(cast.northport))
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 7, 1))
    make_reply(case, text=SAYS, is_sorted=False)
    return case


def test_sorting_starts_with_it_and_says_where_it_was_read(case: Case, cast: Cast) -> None:
    client, reply = sign_in(cast.ben), case.correspondence.get(direction="in")
    page = client.get(f"/desk/messages/{reply.pk}/sort/")
    assert page.context["form"]["their_reference"].value() == "FOI/2026/0123"
    assert "Read from their letter: “Our reference: FOI/2026/0123”." in page.content.decode()
    case.refresh_from_db()
    assert case.their_reference == ""  # nobody has said so yet
    typed = {"kinds": ["acknowledged"], "on": "2026-11-04", "their_reference": "FOI/2026/0124"}
    client.post(f"/desk/messages/{reply.pk}/sort/", typed)
    case.refresh_from_db()
    assert case.their_reference == "FOI/2026/0124"  # what the person made of it


def test_what_a_letter_holds_is_shown_as_words_and_never_as_a_page(cast: Cast) -> None:
    case = make_waiting_case(make_campaign(cast.northport))
    make_reply(case, text='<meta http-equiv="refresh" content="0"> Our reference: FOI/2026/0123', is_sorted=False)
    reply = case.correspondence.get(direction="in")
    page = sign_in(cast.ben).get(f"/desk/messages/{reply.pk}/sort/").content.decode()
    assert "Read from their letter: “&lt;meta" in page
    assert '<meta http-equiv="refresh"' not in page


def test_a_suggestion_that_a_person_clears_is_not_kept(case: Case, cast: Cast) -> None:
    reply = case.correspondence.get(direction="in")
    typed = {"kinds": ["acknowledged"], "on": "2026-11-04", "their_reference": ""}
    sign_in(cast.ben).post(f"/desk/messages/{reply.pk}/sort/", typed)
    case.refresh_from_db()
    assert case.their_reference == ""


def test_a_letter_offers_it_and_quotes_it_once_it_is_kept(case: Case, cast: Cast) -> None:
    case.correspondence.update(is_sorted=True)
    client, write = sign_in(cast.asha), f"/desk/cases/{case.pk}/write/reminder/"
    page = client.get(write)
    assert "It seems to be <strong>FOI/2026/0123</strong>" in page.content.decode()
    assert "FOI/2026/0123" not in page.context["form"]["text"].value()
    url = f"/desk/cases/{case.pk}/reference/"
    form = client.get(url).context["form"]
    assert form["their_reference"].value() == "FOI/2026/0123"
    told = client.post(url, {"their_reference": " FOI/2026/0123 ", "seen": form["seen"].value()}, follow=True)
    assert "Your next letters to them quote it." in told.content.decode()
    page = client.get(write)
    assert "Your reference: FOI/2026/0123" in page.context["form"]["text"].value()
    assert "It seems to be" not in page.content.decode()


def test_two_people_who_give_two_numbers_are_asked(case: Case, cast: Cast) -> None:
    client, url = sign_in(cast.asha), f"/desk/cases/{case.pk}/reference/"
    seen = client.get(url).context["form"]["seen"].value()
    sign_in(cast.ben).post(url, {"their_reference": "R/1"})
    answer = client.post(url, {"their_reference": "R/2", "seen": seen})
    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.their_reference == "R/1"


def test_no_other_group_sets_it(case: Case, cast: Cast) -> None:
    assert sign_in(cast.carys).get(f"/desk/cases/{case.pk}/reference/").status_code == 404
