"""A campaign shows where its requests are, hands out a table, and does one act in many cases after a look."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Step
from dueregard.records.bodies.models import Body
from dueregard.rules.casework.events import EventKind, Outcome, Phase, Turn
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event, make_letter, make_reply, make_waiting_case
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """A campaign with two late bodies, one that waits, one that answered in part, and one not asked."""
    made = make_campaign(cast.northport, title="Risk assessments")
    today = timezone.localdate()
    for name, days in (("Late A", 60), ("Late B", 70), ("Waiting", 2)):
        case = make_case(made, make_body(name))
        make_letter(case)
        make_event(case, EventKind.REQUEST_RECEIVED, today - timedelta(days=days), now=timezone.now())
    make_case(
        made,
        make_body("In Part"),
        phase=Phase.ANSWERED.value,
        outcome=Outcome.RELEASED_IN_PART.value,
        turn=Turn.OURS.value,
    )
    make_case(made, make_body("=Not Asked"))
    return made


def page(cast: Cast, path: str) -> str:
    """Return a page as Asha sees it."""
    return sign_in(cast.asha).get(path).content.decode()


def asked_to_clarify(campaign: Campaign, name: str) -> Case:
    """Make a case whose body asked what we mean."""
    case = make_case(campaign, make_body(name))
    make_letter(case)
    asked = timezone.localdate() - timedelta(days=20)
    make_event(case, EventKind.REQUEST_RECEIVED, asked, now=timezone.now())
    make_event(case, EventKind.CLARIFICATION_ASKED, asked + timedelta(days=5), now=timezone.now())
    return case


def send(cast: Cast, campaign: Campaign, act: str, **said: object) -> object:
    """Open the check of an act, change nothing but what is said, and send it."""
    client, path = sign_in(cast.asha), f"/desk/campaigns/{campaign.pk}/many/{act}/"
    shown = client.get(path).context["page"]
    return client.post(path, {"seen": shown.seen, "case": [one.pk for one in shown.ready], **said})


def test_a_campaign_and_the_desk_show_where_requests_are(campaign: Campaign, cast: Cast) -> None:
    says = "Risk assessments: 1 answered in part, 1 waiting, 2 overdue, 1 not sent"
    for path in (f"/desk/campaigns/{campaign.pk}/", "/desk/"):
        html = page(cast, path)
        assert f'aria-label="{says}"' in html
        assert '<b>2</b> overdue <span class="share">40%</span>' in html
        assert "style=" not in html
    assert "Risk assessments" not in sign_in(cast.carys).get("/desk/").content.decode()


def test_the_table_of_a_campaign_opens_as_words(campaign: Campaign, cast: Cast) -> None:
    answer = sign_in(cast.ben).get(f"/desk/campaigns/{campaign.pk}/requests.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert {row["Body"]: row["State"] for row in rows} == {
        "Late A": "overdue",
        "Late B": "overdue",
        "Waiting": "waiting",
        "In Part": "answered in part",
        "'=Not Asked": "not sent",
    }
    assert sign_in(cast.carys).get(f"/desk/campaigns/{campaign.pk}/requests.csv").status_code == 404


def test_reminding_shows_the_letter_who_gets_it_and_who_does_not(campaign: Campaign, cast: Cast) -> None:
    html = page(cast, f"/desk/campaigns/{campaign.pk}/many/remind/")
    assert html.count('name="case"') == 2
    assert "As Late A will read it" in html
    assert "[what you write above]" not in html
    assert "They have not been asked yet." in html
    assert "They are not late, or were reminded in the last 10 days." in html
    assert not Correspondence.objects.filter(step=Step.REMINDER).exists()


def test_one_act_reminds_all_that_are_ticked_and_names_who_was_refused(campaign: Campaign, cast: Cast) -> None:
    Body.objects.filter(name="Late B").update(closed_on=timezone.localdate() - timedelta(days=1))
    done = send(cast, campaign, "remind")
    html = done.content.decode()  # type: ignore[attr-defined]
    shown = done.context["page"].letter  # type: ignore[attr-defined]
    sent = Correspondence.objects.get(step=Step.REMINDER)
    assert " ".join(shown.text.split()) == " ".join(sent.text.split())
    assert [one.case.body.name for one in Correspondence.objects.filter(step=Step.REMINDER)] == ["Late A"]
    assert "1 letter is in the outbox" in html
    assert "<td>Late B</td>" in html


def test_what_changed_meanwhile_is_looked_at_again(campaign: Campaign, cast: Cast) -> None:
    client, path = sign_in(cast.asha), f"/desk/campaigns/{campaign.pk}/many/remind/"
    shown = client.get(path).context["page"]
    make_reply(Case.objects.get(body__name="Late A"), is_sorted=False)
    answer = client.post(path, {"seen": shown.seen, "case": [one.pk for one in shown.ready]})
    assert answer.status_code == 409
    assert "Nothing was sent" in answer.content.decode()
    assert not Correspondence.objects.filter(step=Step.REMINDER).exists()


def test_pressing_twice_sends_once(campaign: Campaign, cast: Cast) -> None:
    client, path = sign_in(cast.asha), f"/desk/campaigns/{campaign.pk}/many/remind/"
    shown = client.get(path).context["page"]
    sent = {"seen": shown.seen, "case": [one.pk for one in shown.ready]}
    assert [client.post(path, sent).status_code for _ in range(2)] == [200, 409]
    assert Correspondence.objects.filter(step=Step.REMINDER).count() == 2
    assert OutgoingMessage.objects.filter(key__contains=":reminder:").count() == 2


def test_nobody_ticked_sends_nothing(campaign: Campaign, cast: Cast) -> None:
    assert send(cast, campaign, "remind", case=[]).status_code == 422  # type: ignore[attr-defined]
    assert not Correspondence.objects.filter(step=Step.REMINDER).exists()


def test_one_clarification_goes_to_all_who_asked_each_in_its_own_letter(campaign: Campaign, cast: Cast) -> None:
    for name in ("Asking A", "Asking B"):
        asked_to_clarify(campaign, name)
    assert "Clarify for 2 bodies" in page(cast, f"/desk/campaigns/{campaign.pk}/")
    assert send(cast, campaign, "clarify", typed="").status_code == 422  # type: ignore[attr-defined]
    send(cast, campaign, "clarify", typed="We mean the years 2024 and 2025.")
    letters = {one.case.body.name: one.text for one in Correspondence.objects.filter(step=Step.CLARIFICATION)}
    assert letters.keys() == {"Asking A", "Asking B"}
    for name, text in letters.items():
        assert f"Dear {name}" in text
        assert "We mean the years 2024 and 2025." in text


def test_a_case_of_another_campaign_is_never_touched(campaign: Campaign, cast: Cast) -> None:
    other = make_waiting_case(
        make_campaign(cast.northport, title="Another"),
        make_body("Elsewhere"),
        due_on=timezone.localdate() - timedelta(9),
    )
    send(cast, campaign, "remind", case=[str(other.pk)])
    assert not Correspondence.objects.filter(step=Step.REMINDER).exists()


def test_an_act_that_is_not_there_is_not_found(campaign: Campaign, cast: Cast) -> None:
    assert sign_in(cast.asha).get(f"/desk/campaigns/{campaign.pk}/many/burn/").status_code == 404
    assert sign_in(cast.ben).get(f"/desk/campaigns/{campaign.pk}/many/remind/").status_code == 404
