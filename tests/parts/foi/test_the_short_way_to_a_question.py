"""A ready-made request goes from the list to the check in three acts, and nothing leaves unseen."""

import pytest

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.packs.queries import request_templates
from dueregard.parts.foi.models import Campaign
from dueregard.records.groups.models import Group, Membership
from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]
AS_IT_IS = "/desk/campaigns/new/as-it-is/"


def test_a_ready_made_request_as_it_is_leads_to_the_bodies_it_is_meant_for(cast: Cast) -> None:
    template = next(one for one in request_templates() if one.slug == "police-data")
    force, council = make_body("Northport Police", kind=BodyKind.POLICE_FORCE), make_body("Northport Council")
    client = sign_in(cast.asha)
    page = client.post(AS_IT_IS, {"template": template.reference}, follow=True)
    campaign = Campaign.objects.get()
    assert (campaign.title, campaign.template, campaign.group) == (template.title, template.reference, cast.northport)
    assert force.name in page.content.decode()
    assert council.name not in page.content.decode()
    url = f"/desk/campaigns/{campaign.pk}/bodies/"
    checked = client.post(url, {"body": [str(force.pk)], "then": "check"}, follow=True).content.decode()
    assert "Check and send" in checked
    assert f"As {force.name} will read it" in checked
    assert not OutgoingMessage.objects.exists()


def test_without_a_tick_nobody_is_sent_on_to_the_check(cast: Cast) -> None:
    client = sign_in(cast.asha)
    client.post(AS_IT_IS, {"template": request_templates()[0].reference})
    url = f"/desk/campaigns/{Campaign.objects.get().pk}/bodies/"
    assert "Tick at least one body to add." in client.post(url, {"then": "check"}, follow=True).content.decode()


def test_whoever_works_for_two_groups_says_which_one_asks(cast: Cast) -> None:
    other = Group.objects.create(name="Second group", slug="second", created_at=cast.northport.created_at)
    place = Membership.objects.filter(person=cast.asha)[0]
    Membership.objects.create(person=cast.asha, group=other, role=place.role, since=place.since)
    reference = request_templates()[0].reference
    page = sign_in(cast.asha).post(AS_IT_IS, {"template": reference}, follow=True)
    assert "Which group is asking?" in page.content.decode()
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("reference", ["", "gone/request/policy"])
def test_a_request_that_is_gone_starts_nothing(reference: str, cast: Cast) -> None:
    answer = sign_in(cast.asha).post(AS_IT_IS, {"template": reference})
    assert answer.headers["Location"] == "/desk/campaigns/new/"
    assert not Campaign.objects.exists()


def test_a_volunteer_starts_nothing(cast: Cast) -> None:
    sign_in(cast.ben).post(AS_IT_IS, {"template": request_templates()[0].reference})
    assert not Campaign.objects.exists()


def test_where_one_writes_each_placeholder_is_explained_and_a_wrong_one_keeps_the_text(cast: Cast) -> None:
    client, url = sign_in(cast.asha), "/desk/campaigns/new/letter/"
    assert "University of Northport" in client.get(url).content.decode()
    typed = {"group": str(cast.northport.pk), "title": "Plans", "subject": "About {boddy}"}
    page = client.post(url, {**typed, "questions": "1. What did you say on {answered_on}?"}).content.decode()
    assert "Subject: {boddy} is not a placeholder. Did you mean {body}?" in page
    assert "Line 1: {answered_on} (the day of the answer that is challenged) has no value in a request." in page
    assert "1. What did you say on {answered_on}?" in page
    assert not Campaign.objects.exists()
