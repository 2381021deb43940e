"""What was recorded wrongly is struck out: dates are worked out anew, the history takes it back, the case remembers."""

from datetime import date

import pytest

from dueregard.parts.foi.actions.record_event import AlreadyStruck, NotYet, record_event, strike_event
from dueregard.parts.foi.models import Case
from dueregard.records.history.models import Entry
from dueregard.rules.casework.events import EventKind, Phase
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case, make_event, make_reply
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case that waits for its answer."""
    case = make_case(make_campaign(cast.northport), make_body())
    make_event(case, EventKind.REQUEST_RECEIVED, date(2026, 10, 22))
    return case


def test_striking_out_a_refusal_brings_the_old_date_back(case: Case, cast: Cast) -> None:
    due_on = case.due_on
    event = make_event(case, EventKind.REFUSED, date(2026, 11, 2), sections=("s.24",))
    assert case.phase == Phase.ANSWERED
    strike_event(event=event, by=cast.asha, now=NOW)
    case.refresh_from_db()
    assert (case.phase, case.outcome, case.due_on) == (Phase.WAITING, "", due_on)


def test_the_history_of_the_body_takes_it_back_and_keeps_the_rest(case: Case, cast: Cast) -> None:
    event = make_event(case, EventKind.REFUSED, date(2026, 11, 2), sections=("s.24",))
    assert Entry.objects.filter(says="Refused “Risk assessments” under section 24").exists()
    strike_event(event=event, by=cast.asha, now=NOW)
    assert list(Entry.objects.values_list("kind", flat=True)) == ["request"]


def test_it_stays_readable_in_the_case(case: Case, cast: Cast) -> None:
    event = make_event(case, EventKind.REFUSED, date(2026, 11, 2))
    strike_event(event=event, by=cast.asha, now=NOW)
    page = sign_in(cast.ben).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "<s>They refused</s>" in page
    with pytest.raises(AlreadyStruck):
        strike_event(event=event, by=cast.asha, now=NOW)


def test_after_striking_out_the_same_letter_can_be_recorded_again(case: Case, cast: Cast) -> None:
    reply = make_reply(case)
    wrong = make_event(case, EventKind.REFUSED, date(2026, 11, 3), correspondence=reply)
    strike_event(event=wrong, by=cast.asha, now=NOW)
    make_event(case, EventKind.REFUSED, date(2026, 11, 4), correspondence=reply)
    assert case.events.filter(kind=EventKind.REFUSED).count() == 2
    assert case.events.filter(kind=EventKind.REFUSED, struck_at=None).get().on == date(2026, 11, 4)


def test_nothing_is_recorded_for_a_day_to_come(case: Case, cast: Cast) -> None:
    with pytest.raises(NotYet):
        record_event(case=case, kind=EventKind.REFUSED, on=date(2026, 11, 24), by=cast.asha, now=NOW)


def test_a_letter_and_what_was_recorded_of_it_are_one_entry_of_the_timeline(case: Case, cast: Cast) -> None:
    reply = make_reply(case, text="We refuse under section 24.")
    make_event(case, EventKind.REFUSED, date(2026, 11, 4), correspondence=reply, sections=("s.24",))
    make_event(case, EventKind.ACKNOWLEDGED, date(2026, 11, 4), correspondence=reply)
    page = sign_in(cast.asha).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "They refused under section 24; They acknowledged it</a>" in page
    assert "They wrote" not in page
    assert page.count('<li class="in-margin ') == 2  # the reply, and the request recorded by hand
