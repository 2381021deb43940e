"""A late body is reminded once and then left ten days, said with the day; the stronger step is open all the while."""

from datetime import date, timedelta

import pytest

from dueregard.rules.casework.events import EventKind, Happened, Phase, Turn
from dueregard.rules.casework.standing import WhoAnswers, stand
from dueregard.rules.casework.steps import NextStep, Place, next_steps
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

TODAY = date(2026, 11, 23)
ENGLISH = WhoAnswers(Nation.ENGLAND, BodyKind.UNIVERSITY, Law.FOIA)
ASKED = Happened(EventKind.REQUEST_RECEIVED, date(2026, 9, 1))


def late(phase: Phase, reminded_on: date | None, law: Law = Law.FOIA) -> Place:
    """Return a place whose last day was ten days ago."""
    return Place(phase, Turn.THEIRS, law, None, TODAY - timedelta(days=10), reminded_on=reminded_on)


@pytest.mark.parametrize(
    ("phase", "law", "reminder", "challenge"),
    [
        (Phase.WAITING, Law.FOIA, NextStep.REMINDER, NextStep.COMPLAINT),
        (Phase.WAITING, Law.FOISA, NextStep.REMINDER, NextStep.REVIEW),
        (Phase.REVIEW, Law.FOIA, NextStep.REVIEW_REMINDER, NextStep.COMPLAINT),
    ],
)
def test_within_ten_days_of_a_reminder_the_step_is_to_wait_until_a_day_or_to_go_further(
    phase: Phase, law: Law, reminder: NextStep, challenge: NextStep
) -> None:
    def offered(reminded_on: date | None) -> list[NextStep]:
        return [offer.step for offer in next_steps(late(phase, reminded_on, law), TODAY)]

    assert offered(None) == [reminder, challenge]
    assert offered(TODAY - timedelta(days=9)) == [NextStep.WAIT, challenge]
    assert next_steps(late(phase, TODAY - timedelta(days=9), law), TODAY)[0].until == TODAY + timedelta(days=1)
    assert offered(TODAY - timedelta(days=10)) == [reminder, challenge]


def test_the_standing_remembers_the_newest_reminder() -> None:
    reminders = [Happened(EventKind.REMINDED, date(2026, 10, day)) for day in (12, 2)]
    standing = stand([ASKED, *reminders], ENGLISH, shipped_holidays())
    assert standing.reminded_on == date(2026, 10, 12)
    assert standing.to_json()["reminded_on"] == "2026-10-12"


@pytest.mark.parametrize("kind", [EventKind.REQUEST_RECEIVED, EventKind.REVIEW_ASKED])
def test_a_fresh_clock_forgets_reminders_of_the_old_one(kind: EventKind) -> None:
    events = [ASKED, Happened(EventKind.REMINDED, date(2026, 10, 2)), Happened(kind, date(2026, 10, 20))]
    assert stand(events, ENGLISH, shipped_holidays()).reminded_on is None
