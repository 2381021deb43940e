"""A status is a word with a tone, and the word says how many working days."""

from datetime import date

import pytest

from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.casework.lateness import status_word
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import Law

FOIA = calendar_for(Law.FOIA, shipped_holidays())
DUE = date(2026, 11, 19)  # a Thursday

WORDS = [
    (date(2026, 11, 10), "wait", "7 working days left"),
    (date(2026, 11, 12), "soon", "5 working days left"),
    (date(2026, 11, 18), "soon", "1 working day left"),
    (DUE, "soon", "Due today"),
    (date(2026, 11, 20), "late", "1 working day late"),
    (date(2026, 11, 23), "late", "2 working days late"),
]


@pytest.mark.parametrize(("today", "tone", "words"), WORDS)
def test_waiting_is_told_in_working_days(today: date, tone: str, words: str) -> None:
    found = status_word(
        phase=Phase.WAITING, turn=Turn.THEIRS, outcome=None, due_on=DUE, not_before=None, today=today, calendar=FOIA
    )
    assert (found.tone, found.words) == (tone, words)


def test_a_saturday_after_the_last_day_is_late_without_a_working_day_having_passed() -> None:
    friday = date(2026, 11, 20)
    found = status_word(
        phase=Phase.WAITING,
        turn=Turn.THEIRS,
        outcome=None,
        due_on=friday,
        not_before=None,
        today=date(2026, 11, 21),
        calendar=FOIA,
    )
    assert (found.tone, found.words) == ("late", "Late since the last working day")


def test_a_school_with_unknown_terms_is_never_called_late_inside_its_range() -> None:
    found = status_word(
        phase=Phase.WAITING,
        turn=Turn.THEIRS,
        outcome=None,
        due_on=DUE,
        not_before=date(2026, 9, 21),
        today=date(2026, 11, 10),
        calendar=FOIA,
    )
    assert found.tone == "soon"
    assert found.words.startswith("May be late")


@pytest.mark.parametrize(
    ("outcome", "tone"),
    [
        (Outcome.RELEASED, "good"),
        (Outcome.RELEASED_IN_PART, "part"),
        (Outcome.REFUSED, "no"),
        (Outcome.NOT_HELD, "wait"),
    ],
)
def test_an_answer_shows_how_it_ended(outcome: Outcome, tone: str) -> None:
    found = status_word(
        phase=Phase.ANSWERED, turn=Turn.OURS, outcome=outcome, due_on=DUE, not_before=None, today=DUE, calendar=FOIA
    )
    assert (found.tone, found.words) == (tone, outcome.label)
