"""When an answer is asked for, and which days are a slip of the finger."""

from datetime import date, timedelta

import pytest

from dueregard.rules.letters.days import answer_day, what_is_wrong

TODAY = date(2027, 1, 31)


@pytest.mark.parametrize(
    ("meeting_on", "asked"),
    [
        (None, date(2027, 2, 28)),
        (date(2027, 2, 10), date(2027, 3, 10)),
        (date(2027, 3, 31), date(2027, 4, 28)),
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2027, 1, 12), date(2027, 2, 28)),
    ],
)
def test_four_weeks_are_counted_from_the_meeting_that_asks(meeting_on: date | None, asked: date) -> None:
    assert answer_day(TODAY, meeting_on) == asked


def test_days_that_fit_together_are_left_alone() -> None:
    fits = {"meeting_on": TODAY, "deadline_on": TODAY, "answer_by": TODAY + timedelta(days=1), "first_sent_on": TODAY}
    assert what_is_wrong(fits, TODAY) == {}
    assert what_is_wrong(dict.fromkeys(fits), TODAY) == {}
    assert what_is_wrong({}, TODAY) == {}


def test_each_day_that_cannot_be_meant_is_named() -> None:
    wrong = {
        "meeting_on": date(2072, 2, 10), "deadline_on": date(2027, 1, 30), "answer_by": date(2027, 3, 1),
        "first_sent_on": date(1927, 1, 2),
    }  # fmt: skip
    assert set(what_is_wrong(wrong, TODAY)) == set(wrong)
    assert "10 February 2072 has yet to ask" in what_is_wrong(wrong, TODAY)["answer_by"]
