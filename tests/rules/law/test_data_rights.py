"""By when a request about data must be answered: the corresponding day one month on, or three where told in time.

Source: UK GDPR, articles 12(3), 12A, 15, 16, 17 and 21, counted as the ICO counts.
"""

from datetime import date

import pytest

from dueregard.rules.law.data_rights import Asked, Right, ToldTooLate, answer_by, last_day_to_extend
from dueregard.rules.law.deadline_facts import DueDate, NoDate
from dueregard.rules.law.holidays import shipped_holidays

HOLIDAYS = shipped_holidays()


def due_on(asked: Asked) -> date:
    """Return the day."""
    counted = answer_by(asked, HOLIDAYS)
    assert isinstance(counted, DueDate)
    return counted.on


@pytest.mark.parametrize(
    ("asked", "on"),
    [
        (Asked(date(2026, 9, 3)), date(2026, 10, 5)),  # 3 October is a Saturday
        (Asked(date(2026, 1, 30)), date(2026, 3, 2)),  # no 30 February: the 28th is a Saturday
        (Asked(date(2026, 9, 3), extended_on=date(2026, 9, 20)), date(2026, 12, 3)),
        (Asked(date(2026, 9, 3), asked_who_on=date(2026, 9, 7), told_who_on=date(2026, 9, 9)), date(2026, 10, 6)),
    ],
)
def test_the_last_day(asked: Asked, on: date) -> None:
    assert due_on(asked) == on


def test_the_clock_stands_while_a_person_has_not_said_what_they_mean() -> None:
    counted = answer_by(Asked(date(2026, 9, 3), asked_who_on=date(2026, 9, 7)), HOLIDAYS)
    assert isinstance(counted, NoDate)
    assert "paused" in counted.because


def test_more_time_is_only_taken_within_the_first_month() -> None:
    assert last_day_to_extend(date(2026, 9, 3)) == date(2026, 10, 3)
    with pytest.raises(ToldTooLate):
        answer_by(Asked(date(2026, 9, 3), extended_on=date(2026, 10, 4)), HOLIDAYS)


def test_every_right_names_its_article() -> None:
    assert {right: right.source.rsplit(" ", 1)[1] for right in Right} == {
        Right.ACCESS: "15",
        Right.RECTIFICATION: "16",
        Right.ERASURE: "17",
        Right.OBJECTION: "21",
    }
