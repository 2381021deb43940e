"""Chasing in bulk reminds exactly the late bodies, each by the letter of its own law, and names whom it left out."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.actions.chase import NOTHING_TO_CHASE, chase
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law, Nation
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case, make_event, make_reply
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_pack")]

LONG_AGO, LATELY = date(2026, 9, 1), date(2026, 11, 10)


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """A campaign of Northport."""
    return make_campaign(cast.northport)


def asked(campaign: Campaign, name: str, on: date, **fields: object) -> Case:
    """Return a case whose request arrived on that day."""
    case = make_case(campaign, make_body(name, nation=fields.pop("nation", Nation.ENGLAND)), **fields)  # type: ignore[arg-type]
    make_event(case, EventKind.REQUEST_RECEIVED, on)
    return case


def test_only_the_late_ones_are_reminded_and_the_others_named_with_the_reason(cast: Cast, campaign: Campaign) -> None:
    late, waiting = asked(campaign, "Late University", LONG_AGO), asked(campaign, "Waiting University", LATELY)
    chased = chase(cases=[late, waiting], by=cast.asha, now=NOW)
    assert chased.letters == 1
    assert chased.left_out == (("Waiting University", NOTHING_TO_CHASE),)
    assert late.correspondence.get().step == Step.REMINDER
    assert not waiting.correspondence.exists()


def test_each_is_reminded_under_its_own_law_with_its_own_dates(cast: Cast, campaign: Campaign) -> None:
    english = asked(campaign, "Leeds University", LONG_AGO)
    scottish = asked(campaign, "Glenport University", date(2026, 9, 8), law=Law.FOISA.value, nation=Nation.SCOTLAND)
    assert chase(cases=[english, scottish], by=cast.asha, now=NOW).letters == 2
    letters = [" ".join(case.correspondence.get().text.split()) for case in (english, scottish)]
    assert "Freedom of Information Act 2000" in letters[0]
    assert "1 September 2026" in letters[0]
    assert "Freedom of Information (Scotland) Act 2002" in letters[1]
    assert "8 September 2026" in letters[1]


def test_a_reminder_that_waits_is_not_queued_a_second_time(cast: Cast, campaign: Campaign) -> None:
    case = asked(campaign, "Late University", LONG_AGO)
    chase(cases=[case], by=cast.asha, now=NOW)
    again = chase(cases=[case], by=cast.asha, now=NOW)
    assert (again.letters, [name for name, _ in again.left_out]) == (0, ["Late University"])
    assert OutgoingMessage.objects.count() == 1


def test_who_was_reminded_a_week_ago_is_left_in_peace(cast: Cast, campaign: Campaign) -> None:
    case = asked(campaign, "Late University", LONG_AGO)
    make_event(case, EventKind.REMINDED, (NOW - timedelta(days=7)).date())
    assert chase(cases=[case], by=cast.asha, now=NOW).letters == 0
    assert chase(cases=[case], by=cast.asha, now=NOW + timedelta(days=3)).letters == 1


def test_who_has_written_is_not_reminded_before_somebody_has_read_it(cast: Cast, campaign: Campaign) -> None:
    case = asked(campaign, "Late University", LONG_AGO)
    make_reply(case, is_sorted=False)
    assert chase(cases=[case], by=cast.asha, now=NOW).left_out == (("Late University", NOTHING_TO_CHASE),)


def test_a_late_review_is_chased_with_the_letter_about_the_review(cast: Cast, campaign: Campaign) -> None:
    case = asked(campaign, "Late University", date(2026, 6, 1))
    make_event(case, EventKind.REFUSED, date(2026, 6, 25))
    make_event(case, EventKind.REVIEW_ASKED, date(2026, 7, 1))
    chase(cases=[case], by=cast.asha, now=NOW)
    assert case.correspondence.get().step == Step.REVIEW_REMINDER


def test_a_case_that_lacks_what_the_letter_names_is_left_out_and_the_rest_go_on(cast: Cast, campaign: Campaign) -> None:
    broken = make_case(campaign, make_body("Odd University"), phase="waiting", turn="theirs", due_on=date(2026, 10, 1))
    chased = chase(cases=[broken, asked(campaign, "Late University", LONG_AGO)], by=cast.asha, now=NOW)
    assert chased.letters == 1
    assert "could not be filled" in chased.left_out[0][1]


def test_the_page_says_how_many_and_they_can_be_undone_together(cast: Cast, campaign: Campaign) -> None:
    cases = [asked(campaign, f"University {number}", LONG_AGO) for number in range(3)]
    client = sign_in(cast.asha)
    page = client.post("/desk/requests/chase/", {"case": [str(case.pk) for case in cases]}, follow=True)
    assert "3 reminders waiting to be sent." in page.content.decode()
    assert "Undo all 3 letters" in page.content.decode()
    page = client.post("/desk/outbox/undo/", follow=True)
    assert "Undone: 3 letters." in page.content.decode()
    assert set(OutgoingMessage.objects.values_list("state", flat=True)) == {OutgoingMessage.State.UNDONE}


def test_ticking_nothing_says_what_to_do(cast: Cast, campaign: Campaign) -> None:
    page = sign_in(cast.asha).post("/desk/requests/chase/", {"case": ["nonsense"]}, follow=True)
    assert "Tick at least one request" in page.content.decode()


def test_reminders_wait_as_long_as_every_letter(cast: Cast, campaign: Campaign) -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    chase(cases=[asked(campaign, "Late University", LONG_AGO)], by=cast.asha, now=now)
    assert OutgoingMessage.objects.get().not_before == now + timedelta(minutes=10)
