"""Cases move with their body when two entries are merged, and neither a letter nor a reply is disturbed by it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.actions.choose_bodies import choose_bodies
from dueregard.parts.foi.actions.recompute import recompute_for_body, recompute_for_calendar
from dueregard.parts.foi.models import Case, Correspondence, DateChange
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.picker import bodies_named
from dueregard.records.bodies.actions.merge_bodies import CannotMerge
from dueregard.records.bodies.models import Body
from dueregard.records.calendars.actions.record_closure import record_closure
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body
from tests.builders_foi import ASKED_AT, make_campaign, make_case, make_event, make_letter, make_waiting_case
from tests.mail.make import mixed, part
from tests.people import Cast
from tests.records.bodies.merging import NOW, merged
from tests.searching import differences, index_now
from tests.work import run_all_tasks

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
State = OutgoingMessage.State
CHECK = "/desk/register/university-of-northport/merge/northport-university/"


@pytest.fixture
def kept() -> Body:
    """The entry that stays."""
    return make_body("University of Northport")


@pytest.fixture
def other(kept: Body) -> Body:
    """The same university once more."""
    return make_body("Northport University")


@pytest.fixture
def case(cast: Cast, other: Body) -> Case:
    """A case that waits for an answer of the entry that goes."""
    case = make_waiting_case(make_campaign(cast.northport), other)
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED_AT.date())
    return case


def letters(case: Case) -> list[dict[str, object]]:
    """Return all that is stored of the letters of a case and of their rows in the outbox."""
    rows = Correspondence.objects.filter(case=case).order_by("at", "pk")
    messages = OutgoingMessage.objects.filter(letter__case=case).order_by("pk")
    return [*rows.values(), *messages.values()]


@pytest.mark.parametrize("state", [State.WAITING, State.CLAIMED, State.HANDING_OVER, State.UNSURE, State.SENT])
def test_a_letter_in_any_state_stays_exactly_as_it_is(
    case: Case, kept: Body, other: Body, cast: Cast, state: OutgoingMessage.State
) -> None:
    make_letter(case, step=Step.REMINDER, state=state)
    before, token = letters(case), case.token
    merged(kept, other, cast)
    case.refresh_from_db()
    assert (case.body, case.token, letters(case)) == (kept, token, before)


def test_a_reply_to_a_case_that_moved_is_filed_on_it(case: Case, kept: Body, other: Body, cast: Cast) -> None:
    merged(kept, other, cast)
    raw = mixed(part(b"We hold none of this information."), To=f"foi-{case.token}@dueregard.invalid")
    store_email(raw=raw, arrived_by="lmtp", envelope_from="", envelope_to=[], now=timezone.now())
    run_all_tasks()
    assert case.correspondence.get(direction="in").case == case
    assert list(kept.history.exclude(part="bodies").values_list("subject", flat=True).distinct()) == [str(case.pk)]


def test_the_check_counts_cases_letters_and_published_pages(
    case: Case, kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    make_letter(case)
    make_letter(case, step=Step.REMINDER, state=State.WAITING)
    Case.objects.filter(pk=case.pk).update(is_public=True, published_at=NOW)
    page = signed_in(cast.dana).get(CHECK).content.decode()
    for words, count in (
        ("Cases", 1),
        ("Letters and replies", 2),
        ("Letters on their way out, which leave as they are", 1),
        ("Published pages of cases", 1),
    ):
        assert f"<dt>{words}</dt><dd>{count}</dd>" in page


@pytest.mark.usefixtures("own_index")
def test_a_published_case_and_the_case_for_its_group_show_the_entry_that_stays(
    case: Case, kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    Case.objects.filter(pk=case.pk).update(is_public=True, published_at=NOW)
    index_now()
    merged(kept, other, cast)
    assert kept.name in Client().get(case.public_url()).content.decode()
    assert kept.name in signed_in(cast.asha).get(case.get_absolute_url()).content.decode()
    index_now()
    assert differences() == []


def test_two_cases_of_one_campaign_of_which_one_was_not_sent_say_which_to_remove(
    case: Case, kept: Body, other: Body, cast: Cast
) -> None:
    unsent = make_case(case.campaign, kept)
    with pytest.raises(CannotMerge) as cannot:
        merged(kept, other, cast)
    (reason,) = cannot.value.refusals
    assert reason.words == (
        "The campaign “Risk assessments” of Northport group has a case with each of the two entries. The request to "
        "University of Northport has not been sent: remove it from the campaign, then merge."
    )
    assert reason.href == case.campaign.get_absolute_url()
    unsent.delete()
    merged(kept, other, cast)
    assert Case.objects.get().body == kept


def test_two_requests_that_were_sent_in_one_campaign_stay_apart(
    case: Case, kept: Body, other: Body, cast: Cast, signed_in: SignIn
) -> None:
    make_waiting_case(case.campaign, kept)
    with pytest.raises(CannotMerge, match="both requests were sent") as cannot:
        merged(kept, other, cast)
    assert [one.href for one in cannot.value.refusals] == [case.get_absolute_url()]
    page = signed_in(cast.dana).get(CHECK).content.decode()
    assert "Two requests that were sent cannot become one case" in page
    assert "Merge the entries</button>" not in page


def test_dates_are_worked_out_again_with_the_closed_days_of_the_entry_that_stays(cast: Cast) -> None:
    kept = make_body("Northport Academy", kind=BodyKind.ACADEMY)
    other = make_body("The Northport Academy", kind=BodyKind.ACADEMY)
    case = make_case(make_campaign(cast.northport), other)
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 11, 9))
    closed = {"first_on": date(2026, 12, 19), "last_on": date(2027, 1, 3), "checked_on": date(2026, 11, 20)}
    record_closure(body=kept, source="https://northport.example/terms", by=cast.asha, now=NOW, **closed)
    recompute_for_calendar(now=NOW)
    case.refresh_from_db()
    was_on = case.due_on
    assert case.due_not_before is not None  # of the entry that goes no terms are known
    merged(kept, other, cast)
    run_all_tasks()
    case.refresh_from_db()
    change = DateChange.objects.get(case=case, now_on=case.due_on)
    assert (case.due_not_before, change.was_on) == (None, was_on)
    assert "were merged" in change.because
    assert recompute_for_body(body=kept.pk, now=NOW) == 0  # a second run moves no date again


def test_an_entry_that_was_merged_while_somebody_chose_it_is_asked_as_the_one_that_stays(
    kept: Body, other: Body, cast: Cast
) -> None:
    campaign = make_campaign(cast.northport)
    ticked = [str(kept.pk), str(other.pk)]
    merged(kept, other, cast)
    choose_bodies(campaign=campaign, bodies=bodies_named(ticked), by=cast.asha, now=NOW)
    assert [case.body for case in campaign.cases.all()] == [kept]


def test_an_entry_that_was_merged_a_moment_ago_is_left_out_with_the_reason(kept: Body, other: Body, cast: Cast) -> None:
    campaign = make_campaign(cast.northport)
    merged(kept, other, cast)
    chosen = choose_bodies(campaign=campaign, bodies=[kept, other], by=cast.asha, now=NOW)
    assert chosen.left_out == (("Northport University", "Merged with another entry just now; look for it again."),)
    assert chosen.added == 1
