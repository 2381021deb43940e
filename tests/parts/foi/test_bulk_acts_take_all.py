"""A bulk act says how many fit, and acts on all of them, on every page of the list, or on those ticked."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dueregard.parts.foi.models import Campaign, Case, Correspondence
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries import desk, picker
from dueregard.rules.casework.events import EventKind
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_case, make_event
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """A campaign of Northport."""
    return make_campaign(cast.northport)


@pytest.fixture
def path(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page on which bodies are chosen: five fit, and two stand on a page."""
    monkeypatch.setattr(picker, "PER_PAGE", 2)
    for name in ("A", "B", "C", "D", "E"):
        make_body(f"Northport College {name}")
    make_body("Southmoor College")
    return f"/desk/campaigns/{campaign.pk}/bodies/?q=northport"


def names_in(campaign: Campaign) -> str:
    """Return the last letters of the names of the bodies in a campaign."""
    return "".join(sorted(name[-1] for name in campaign.cases.values_list("body__name", flat=True)))


def test_all_bodies_that_fit_are_added_and_not_only_those_of_the_page(
    campaign: Campaign, path: str, cast: Cast
) -> None:
    client = sign_in(cast.asha)
    html = client.get(path).content.decode()
    assert "5 bodies match" in html
    assert "Add all 5 bodies" in html
    shown = [str(line.body.pk) for line in client.get(path).context["page"].lines]
    answer = client.post(path, {"add": "all", "shown": shown, "body": shown}, follow=True)
    assert "5 bodies added." in answer.content.decode()
    assert names_in(campaign) == "ABCDE"


def test_what_is_unticked_is_not_among_all(campaign: Campaign, path: str, cast: Cast) -> None:
    client = sign_in(cast.asha)
    shown = [str(line.body.pk) for line in client.get(path).context["page"].lines]
    client.post(path, {"add": "all", "shown": shown, "body": shown[1:]})
    assert names_in(campaign) == "BCDE"


def test_only_those_ticked_are_added_where_that_is_asked(campaign: Campaign, path: str, cast: Cast) -> None:
    client = sign_in(cast.asha)
    shown = [str(line.body.pk) for line in client.get(path).context["page"].lines]
    client.post(path, {"add": "ticked", "shown": shown, "body": shown})
    assert names_in(campaign) == "AB"


def test_all_without_a_filter_adds_nobody(campaign: Campaign, path: str, cast: Cast) -> None:
    sign_in(cast.asha).post(path.partition("?")[0], {"add": "all"})
    assert names_in(campaign) == ""


@pytest.fixture
def late(campaign: Campaign, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Five late cases of this campaign and one of another; two stand on a page."""
    monkeypatch.setattr(desk, "PER_PAGE", 2)
    cases = []
    other = make_campaign(cast.northport, title="Another question")
    for number, of in enumerate([campaign] * 5 + [other]):
        case = make_case(of, make_body(f"Late College {number}"))
        asked_on: date = timezone.localdate() - timedelta(days=90 - number)
        make_event(case, EventKind.REQUEST_RECEIVED, asked_on, now=timezone.now())
        cases.append(case)
    return cases


def reminded() -> list[str]:
    """Return the bodies to whom a reminder waits to be sent."""
    letters = Correspondence.objects.filter(step=Step.REMINDER)
    return sorted(letters.values_list("case__body__name", flat=True))


def test_all_late_bodies_of_the_list_are_reminded_but_those_unticked(
    campaign: Campaign, late: list[Case], cast: Cast
) -> None:
    client = sign_in(cast.asha)
    asked = f"view=overdue&campaign={campaign.pk}"
    page = client.get(f"/desk/requests/?{asked}")
    assert "goes through the 5 requests of this list" in page.content.decode()
    shown = [row.pk for row in page.context["page"].rows]
    sent = {"which": "all", "shown": shown, "case": shown[1:]}
    client.post(f"/desk/requests/chase/?{asked}", sent)
    assert reminded() == [f"Late College {number}" for number in (1, 2, 3, 4)]


def test_only_those_ticked_are_reminded_where_that_is_asked(late: list[Case], cast: Cast) -> None:
    client = sign_in(cast.asha)
    client.post("/desk/requests/chase/?view=overdue", {"which": "ticked", "case": [str(late[3].pk)]})
    assert reminded() == ["Late College 3"]


def test_nobody_reminds_all_of_another_group(late: list[Case], cast: Cast) -> None:
    for person in (cast.carys, cast.ben):
        sign_in(person).post("/desk/requests/chase/?view=overdue", {"which": "all"})
    assert reminded() == []
