"""The reminder of a step falls on a working day, so many days after the step before it."""

from datetime import date

import pytest

from dueregard.rules.branch.steps import DONE_WORDS, Code, Stage, next_step, reminders, working_day

BOXING_DAY_OBSERVED = date(2026, 12, 28)
CLOSED = {date(2026, 12, 25), BOXING_DAY_OBSERVED, date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("on", "moved"),
    [
        (date(2026, 11, 30), date(2026, 11, 30)),  # a Monday
        (date(2026, 11, 28), date(2026, 11, 30)),  # a Saturday
        (date(2026, 12, 25), date(2026, 12, 29)),  # Christmas, the weekend, and the day in lieu
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_no_reminder_falls_on_a_closed_day(on: date, moved: date) -> None:
    assert working_day(on, CLOSED) == moved


def test_only_the_next_step_and_chosen_ones_have_a_day() -> None:
    stages = [
        Stage(Code.NATIONAL, 7, done_on=date(2026, 9, 10)),
        Stage(Code.POLICY, 21),
        Stage(Code.MEMBERS, 7),
        Stage(Code.MANAGEMENT, 14, chosen_on=date(2026, 12, 5)),  # a Saturday that somebody chose
    ]
    assert reminders(stages, date(2026, 9, 7), ()) == {
        Code.POLICY: date(2026, 10, 1),
        Code.MANAGEMENT: date(2026, 12, 5),
    }
    assert next_step(stages) is Code.POLICY


def test_a_day_counts_from_the_latest_step_before_it() -> None:
    stages = [
        Stage(Code.NATIONAL, 7, done_on=date(2026, 10, 12)),
        Stage(Code.POLICY, 21, done_on=date(2026, 9, 21)),
        Stage(Code.MEMBERS, 7),
    ]
    assert reminders(stages, date(2026, 9, 7), ()) == {Code.MEMBERS: date(2026, 10, 19)}


def test_a_path_at_its_end_reminds_of_nothing() -> None:
    stages = [Stage(code, 7, done_on=date(2026, 9, 10)) for code in Code]
    assert reminders(stages, date(2026, 9, 7), ()) == {}
    assert next_step(stages) is None


def test_every_step_has_words_for_a_history() -> None:
    assert set(DONE_WORDS) == set(Code)
