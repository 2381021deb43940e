"""A draft goes with all that hangs on it, after saying what that is; what was sent to anyone stays."""

import pytest

from dueregard.foundation.audit.models import Act
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.search.models import Changed
from dueregard.parts.foi.actions.note_case import write_note
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.records.bodies.models import Body
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case, make_letter, make_waiting_case
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
State = OutgoingMessage.State


def test_a_campaign_that_was_never_sent_goes_after_saying_what_goes_with_it(cast: Cast) -> None:
    campaign = make_campaign(cast.northport, questions="1. The plan.")
    first, _ = (make_case(campaign, make_body(name)) for name in ("North Council", "South Council"))
    write_note(case=first, text="Ask Robin first.", by=cast.asha, now=NOW)
    make_letter(first, state=State.UNDONE)
    client, url = sign_in(cast.asha), f"/desk/campaigns/{campaign.pk}/throw-away/"
    assert url in client.get(f"/desk/campaigns/{campaign.pk}/").content.decode()
    page = client.get(url).content.decode()
    for line in ("The choice of 2 bodies.", "One note by a colleague.", "The text of one letter that was undone."):
        assert line in page
    assert Campaign.objects.filter(pk=campaign.pk).exists()
    told = client.post(url, {"sure": "yes"}, follow=True).content.decode()
    assert "is thrown away. Nothing was sent to anyone." in told
    assert not Campaign.objects.filter(pk=campaign.pk).exists()
    assert not Case.objects.exists()
    assert Body.objects.count() == 2
    assert Act.objects.get(did="throw_away").details["questions"] == "1. The plan."
    assert Changed.objects.filter(kind="case", key=str(first.pk)).exists()


@pytest.mark.parametrize("state", [State.WAITING, State.UNSURE, State.SENT])
def test_a_campaign_of_which_a_letter_left_or_may_leave_stays(state: State, cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    make_letter(make_case(campaign), state=state)
    client, url = sign_in(cast.asha), f"/desk/campaigns/{campaign.pk}/throw-away/"
    assert "This cannot be thrown away" in client.get(url).content.decode()
    client.post(url, {"sure": "yes"})
    assert Campaign.objects.filter(pk=campaign.pk).exists()


def test_a_campaign_whose_case_is_under_way_stays(cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    make_waiting_case(campaign)
    sign_in(cast.asha).post(f"/desk/campaigns/{campaign.pk}/throw-away/", {"sure": "yes"})
    assert Campaign.objects.filter(pk=campaign.pk).exists()


def test_a_volunteer_throws_no_campaign_away(cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    assert sign_in(cast.ben).post(f"/desk/campaigns/{campaign.pk}/throw-away/", {"sure": "yes"}).status_code == 404
    assert Campaign.objects.filter(pk=campaign.pk).exists()


def test_an_undone_letter_is_thrown_away_and_the_case_stays(cast: Cast) -> None:
    letter = make_letter(make_waiting_case(make_campaign(cast.northport)), state=State.UNDONE)
    client = sign_in(cast.asha)
    assert "Throw away this letter" in client.get(f"/desk/messages/{letter.pk}/").content.decode()
    assert (
        client.post(f"/desk/messages/{letter.pk}/throw-away/", {"sure": "yes"}).headers["Location"]
        == f"/desk/cases/{letter.case_id}/"
    )
    assert not Correspondence.objects.filter(pk=letter.pk).exists()
    assert Case.objects.filter(pk=letter.case_id).exists()


@pytest.mark.parametrize("state", [State.WAITING, State.SENT, State.UNSURE])
def test_a_letter_that_may_have_left_is_not_thrown_away(state: State, cast: Cast) -> None:
    letter = make_letter(make_waiting_case(make_campaign(cast.northport)), state=state)
    client = sign_in(cast.asha)
    assert "Throw away this letter" not in client.get(f"/desk/messages/{letter.pk}/").content.decode()
    page = client.post(f"/desk/messages/{letter.pk}/throw-away/", {"sure": "yes"}, follow=True).content.decode()
    assert "Only a letter that was undone can be thrown away." in page
    assert Correspondence.objects.filter(pk=letter.pk).exists()
