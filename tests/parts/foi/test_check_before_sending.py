"""Before a letter leaves the check says what one should know: advice, who was asked before, one body's own letter."""

from datetime import date

import pytest
from django.test import Client

from dueregard.foundation.editing.forms.guarded import sealed
from dueregard.parts.foi.actions.queue_letter import queue_letter, undo_letters
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.law.laws import Law, Nation
from tests.builders import make_body, make_contact
from tests.builders_foi import NOW, make_campaign, make_case, make_waiting_case
from tests.editing import checked, save
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """A campaign with one question."""
    return make_campaign(cast.northport, questions="Please send the Prevent risk assessment in force on 1 May 2026.")


@pytest.fixture
def client(cast: Cast) -> Client:
    """Asha's browser."""
    return sign_in(cast.asha)


def check(client: Client, campaign: Campaign, show: Case | None = None) -> str:
    """Return the page of the check."""
    answer = client.get(f"/desk/campaigns/{campaign.pk}/check/", {"case": str(show.pk)} if show else {})
    return str(answer.content.decode())


def test_the_same_question_asked_before_is_named_with_its_campaign(campaign: Campaign, client: Client) -> None:
    case = make_case(campaign, make_body("University of Northport"))
    earlier = make_campaign(campaign.group, title="Last year", questions=campaign.questions)
    make_waiting_case(earlier, case.body, sent_on=date(2024, 3, 1))
    page = check(client, campaign)
    assert "You have asked this before." in page
    assert "University of Northport (“Last year”)" in page
    assert "section 14" in page


@pytest.mark.parametrize(("sent_on", "is_linked"), [(date(2026, 9, 15), True), (date(2026, 6, 1), False)])
def test_another_question_within_sixty_working_days_is_a_caution(
    sent_on: date, is_linked: bool, campaign: Campaign, client: Client
) -> None:
    # Source: the Fees Regulations (SI 2004/3244), reg 5.
    case = make_case(campaign)
    earlier = make_campaign(campaign.group, title="Catering", questions="How much did you pay for sandwiches in 2025?")
    make_waiting_case(earlier, case.body, sent_on=sent_on)
    page = check(client, campaign)
    assert ("in the last 60 working days" in page) is is_linked
    assert "You have asked this before." not in page


def test_what_another_group_asked_is_not_told(campaign: Campaign, client: Client, cast: Cast) -> None:
    case = make_case(campaign)
    make_waiting_case(make_campaign(cast.southmoor, title="Theirs", questions=campaign.questions), case.body)
    page = check(client, campaign)
    assert "You have asked this before." not in page
    assert "Theirs" not in page


def test_advice_on_the_letter_is_shown_and_does_not_stop_it(campaign: Campaign, client: Client) -> None:
    make_case(campaign)
    Campaign.objects.filter(pk=campaign.pk).update(questions="Please send all e-mails about Prevent since 2001.")
    page = check(client, campaign)
    assert "A search as wide as this can go over the cost limit." in page
    assert "Send 1 letter" in page


def test_each_body_is_shown_its_own_letter(campaign: Campaign, client: Client) -> None:
    make_case(campaign, make_body("Aldport University"))
    scottish = make_case(campaign, make_body("Glenport University", nation=Nation.SCOTLAND), law=Law.FOISA.value)
    assert "As Aldport University will read it" in check(client, campaign)
    page = check(client, campaign, scottish)
    assert "As Glenport University will read it" in page
    assert "Freedom of Information (Scotland) Act 2002" in " ".join(page.split())


def test_what_waits_to_leave_is_not_offered_twice_and_comes_back_when_undone(
    campaign: Campaign, client: Client, cast: Cast
) -> None:
    first, second = make_case(campaign), make_case(campaign)
    queue_letter(case=first, step=Step.REQUEST, letter=None, by=cast.asha, now=NOW)
    page = check(client, campaign)
    assert "Send 1 letter" in page
    assert first.body.name not in page
    undo_letters(campaign=campaign, by=cast.asha, now=NOW)
    assert "Send 2 letters" in check(client, campaign)
    client.post(f"/desk/cases/{second.pk}/take-out/")
    client.post(f"/desk/cases/{first.pk}/take-out/")  # it was undone, so nothing of it has left
    assert not campaign.cases.exists()


def test_without_a_pack_the_check_says_what_to_do(campaign: Campaign, client: Client) -> None:
    make_case(campaign)
    campaign.cases.update(law=Law.SAR.value)  # a law no letter is written for
    page = client.get(f"/desk/campaigns/{campaign.pk}/check/", follow=True).content.decode()
    assert "Install the campaign pack" in page
    seen = {"seen": sealed(checked(campaign), on=campaign)}
    page = client.post(f"/desk/campaigns/{campaign.pk}/check/", seen, follow=True).content.decode()
    assert "The letter could not be filled in." in page


def test_a_placeholder_that_nothing_fills_is_named_and_nothing_typed_is_lost(
    campaign: Campaign, client: Client
) -> None:
    typed = {"title": "Plans", "subject": "Prevent plan", "questions": "Please send the plan of {boddy}."}
    page = save(client, f"/desk/campaigns/{campaign.pk}/letter/", **typed).content.decode()
    assert "What you typed is still here." in page
    assert "Please send the plan of {boddy}." in page
    assert 'value="Prevent plan"' in page


def test_what_a_colleague_changed_since_the_check_is_not_sent(campaign: Campaign, client: Client, cast: Cast) -> None:
    make_contact(make_case(campaign).body)
    url = f"/desk/campaigns/{campaign.pk}/check/"
    seen = client.get(url).context["seen"]
    save(sign_in(cast.dana), f"/desk/campaigns/{campaign.pk}/letter/", questions="Please send another plan.")
    answer = client.post(url, {"seen": seen}, follow=True).content.decode()
    assert "nothing was sent" in answer
    assert "Please send another plan." in answer
    assert not Correspondence.objects.exists()


def test_ticking_what_is_no_body_is_answered_in_words(campaign: Campaign, client: Client) -> None:
    url = f"/desk/campaigns/{campaign.pk}/bodies/"
    page = client.post(url, {"body": ["nonsense", "4"]}, follow=True).content.decode()
    assert "Tick at least one body" in page


def test_bodies_left_out_are_named_with_their_reason_once(campaign: Campaign, client: Client) -> None:
    bodies = [make_body(f"Body {number}") for number in range(3)]
    for body in bodies:
        make_case(campaign, body)
    url = f"/desk/campaigns/{campaign.pk}/bodies/"
    page = client.post(url, {"body": [str(body.pk) for body in bodies]}, follow=True).content.decode()
    assert "Left out: Body 0, Body 1 and Body 2. Already in this campaign." in page
