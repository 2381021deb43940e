"""Cases become public on a day that a person set, if nothing is left to decide; else they stay private and wait."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from dueregard.parts.foi.actions.plan_publication import (
    NotThatDay,
    cancel_publication,
    plan_publication,
    publish_planned,
)
from dueregard.parts.foi.actions.publish_case import TooLateToUndo, publish_case, undo_publications, unpublish_case
from dueregard.parts.foi.models import Campaign, Case
from dueregard.records.groups.models import Membership
from dueregard.records.todo.queries.waiting import Show, list_page
from tests.builders import make_body
from tests.builders_foi import make_campaign, make_letter, make_reply, make_waiting_case
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """A campaign of Northport."""
    return make_campaign(cast.northport, title="risk")


@pytest.fixture
def case(campaign: Campaign) -> Case:
    """A case whose letter holds nothing that looks like a person."""
    made = make_waiting_case(campaign, make_body("Plain Trust"), due_on=timezone.localdate() + 40 * DAY)
    make_letter(made, text="please send it.")
    return made


def plan(case: Case, cast: Cast, days: int = 3) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Set the day, as Asha, and return how many were set and who was refused."""
    done = plan_publication(cases=[case], on=timezone.localdate() + days * DAY, by=cast.asha, now=timezone.now())
    return done.letters, done.left_out


def is_public(case: Case) -> bool:
    """Tell whether a case is public now."""
    return Case.objects.get(pk=case.pk).is_public


def test_a_case_becomes_public_on_its_day_and_not_before(case: Case, cast: Cast) -> None:
    assert plan(case, cast) == (1, ())
    assert [publish_planned(now=timezone.now() + days * DAY) for days in (0, 2)] == [0, 0]
    assert not is_public(case)
    assert [publish_planned(now=timezone.now() + 3 * DAY) for _ in range(2)] == [1, 0]
    assert is_public(case)


def test_what_nobody_decided_on_is_refused_with_the_reason(campaign: Campaign, cast: Cast) -> None:
    case = make_waiting_case(campaign, make_body("Named Trust"))
    make_letter(case, text="we spoke to Robin Sample about it.")
    planned, ((name, why),) = plan(case, cast)
    assert (planned, name) == (0, "Named Trust")
    assert "to look at first" in why


def test_a_reply_that_came_meanwhile_keeps_it_private_and_somebody_is_told(case: Case, cast: Cast) -> None:
    plan(case, cast)
    make_reply(case, text="We write about Robin Sample.")
    assert publish_planned(now=timezone.now() + 3 * DAY) == 0
    assert not is_public(case)
    page = list_page(cast.asha, show=Show.EVERYTHING, only="planned", page="1", today=timezone.localdate() + 3 * DAY)
    titles = [line.thing.title for under in page.headings for line in under.lines]
    assert titles == ["Look through Plain Trust before it is published"]


def test_whoever_left_the_group_publishes_nothing(case: Case, cast: Cast) -> None:
    plan(case, cast)
    Membership.objects.filter(person=cast.asha).delete()
    assert publish_planned(now=timezone.now() + 3 * DAY) == 0
    assert not is_public(case)


def test_a_day_is_cancelled(case: Case, cast: Cast) -> None:
    plan(case, cast)
    client = sign_in(cast.asha)
    assert "This case will be public from" in client.get(case.get_absolute_url()).content.decode()
    client.post(f"/desk/cases/{case.pk}/stay-private/")
    assert not cancel_publication(case=case, by=cast.asha, now=timezone.now())
    assert publish_planned(now=timezone.now() + 3 * DAY) == 0


def test_a_case_made_private_again_does_not_come_back_by_itself(case: Case, cast: Cast) -> None:
    plan(case, cast)
    publish_case(case=case, by=cast.asha, now=timezone.now())
    unpublish_case(case=case, why="A mistake.", by=cast.asha, now=timezone.now())
    assert publish_planned(now=timezone.now() + 3 * DAY) == 0
    assert not is_public(case)


@pytest.mark.parametrize("days", [0, -1, 400])
def test_only_a_day_ahead_within_a_year_is_taken(case: Case, cast: Cast, days: int) -> None:
    with pytest.raises(NotThatDay):
        plan(case, cast, days)


def test_a_campaign_is_published_on_a_day_after_a_look(case: Case, campaign: Campaign, cast: Cast) -> None:
    named = make_waiting_case(campaign, make_body("Named Trust"))
    make_letter(named, text="we spoke to Robin Sample about it.")
    client, path = sign_in(cast.asha), f"/desk/campaigns/{campaign.pk}/many/publish/"
    shown = client.get(path)
    assert shown.content.decode().count("See it first") == 2
    sent = {"seen": shown.context["page"].seen, "case": [one.pk for one in shown.context["page"].ready]}
    assert client.post(path, {**sent, "on": timezone.localdate().isoformat()}).status_code == 422
    html = client.post(path, {**sent, "on": (timezone.localdate() + DAY).isoformat()}).content.decode()
    assert "1 request will be public from" in html
    assert "<td>Named Trust</td>" in html
    assert list(Case.objects.filter(publish_on__isnull=False)) == [case]


def test_before_many_are_published_each_shows_what_is_left_out_and_what_is_not(
    campaign: Campaign, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, path = sign_in(cast.asha), f"/desk/campaigns/{campaign.pk}/many/publish/"
    for number in range(12):
        case = make_waiting_case(campaign, make_body(f"Trust {number}"))
        make_letter(case, text=f"we spoke to Robin Sample{number} about it.")
        make_reply(case, text="we have it.\n\nKind regards\nJane Smith", kind="reply")
    client.get("/desk/")
    with django_assert_max_num_queries(14):
        page = client.get(path).content.decode()
    assert page.count("1 to look at first. Left out: 1 signature") == 12
    assert all(f"<mark>Robin Sample{number}</mark>" in page for number in range(12))
    assert "Jane Smith" not in page


def test_what_became_public_together_is_undone_with_one_click_and_nothing_else_is(
    campaign: Campaign, case: Case, cast: Cast
) -> None:
    second, alone = (make_waiting_case(campaign, make_body(f"Plain College {number}")) for number in (2, 3))
    make_letter(second, text="please send it.")
    for one in (case, second):
        plan(one, cast)
    now = timezone.now()
    publish_case(case=alone, by=cast.asha, now=now - timedelta(minutes=1))
    Case.objects.filter(publish_on__isnull=False).update(publish_on=timezone.localdate())
    assert publish_planned(now=now) == 2

    client = sign_in(cast.asha)
    page = client.get(campaign.get_absolute_url())
    assert "2 requests became public at" in page.content.decode()
    at = page.content.decode().partition('name="at" value="')[2].partition('"')[0]
    answer = client.post(f"{campaign.get_absolute_url()}publish/undo/", {"at": at}, follow=True)
    assert "Undone. 2 cases are private again." in answer.content.decode()
    assert [is_public(one) for one in (case, second, alone)] == [False, False, True]
    assert (
        "already private"
        in client.post(f"{campaign.get_absolute_url()}publish/undo/", {"at": at}, follow=True).content.decode()
    )


def test_after_ten_minutes_they_are_not_undone_together(campaign: Campaign, case: Case, cast: Cast) -> None:
    second = make_waiting_case(campaign, make_body("Plain College"))
    early = timezone.now() - timedelta(minutes=11)
    for one in (case, second):
        publish_case(case=one, by=cast.asha, now=early)
    with pytest.raises(TooLateToUndo):
        undo_publications(campaign=campaign, published_at=early, by=cast.asha, now=timezone.now())
    assert "became public at" not in sign_in(cast.asha).get(campaign.get_absolute_url()).content.decode()
    assert is_public(case)


@pytest.mark.parametrize("at", ["", "yesterday", "2026-11-30T09:00:00"])
def test_undoing_at_no_instant_changes_nothing(campaign: Campaign, case: Case, cast: Cast, at: str) -> None:
    publish_case(case=case, by=cast.asha, now=timezone.now())
    answer = sign_in(cast.asha).post(f"{campaign.get_absolute_url()}publish/undo/", {"at": at}, follow=True)
    assert "Nothing was changed" in answer.content.decode()
    assert is_public(case)
