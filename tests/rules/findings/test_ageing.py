"""An answer holds for as long as its question allows, then fades, then ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.findings.ageing import (
    Age,
    Confidence,
    faded,
    first_current,
    lower,
    months_after,
    older,
    since,
)

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 1, 1))
MONTHS = st.integers(min_value=1, max_value=120)


@pytest.mark.parametrize(
    ("true_on", "months", "today", "age"),
    [
        (date(2025, 3, 14), 12, date(2026, 3, 14), Age.CURRENT),  # the day on which its months are over still counts
        (date(2025, 3, 14), 12, date(2026, 3, 15), Age.FADING),
        (date(2025, 3, 14), 12, date(2027, 3, 14), Age.FADING),
        (date(2025, 3, 14), 12, date(2027, 3, 15), Age.OLD),
        (date(2024, 2, 29), 12, date(2025, 2, 28), Age.CURRENT),  # no 29 February: the last of the month
        (date(2024, 2, 29), 12, date(2025, 3, 1), Age.FADING),
        (date(2001, 1, 1), None, date(2026, 1, 1), Age.CURRENT),
        (None, 12, date(2026, 1, 1), Age.UNDATED),
    ],
)
def test_ages(true_on: date | None, months: int | None, today: date, age: Age) -> None:
    assert since(true_on, months, today).age is age


@given(DAYS, MONTHS, st.integers(min_value=0, max_value=4000))
def test_a_database_that_compares_with_the_first_current_day_says_the_same(
    true_on: date, months: int, later: int
) -> None:
    today = true_on + timedelta(days=later)
    assert (true_on >= first_current(today, months)) == (today <= months_after(true_on, months))
    assert (true_on >= first_current(today, 2 * months)) == (since(true_on, months, today).age is not Age.OLD)


def test_what_fades_is_less_sure_and_never_surer() -> None:
    assert faded(Confidence.PLAIN, Age.CURRENT) is Confidence.PLAIN
    assert faded(Confidence.PLAIN, Age.FADING) is Confidence.LIKELY
    assert faded(Confidence.LIKELY, Age.UNDATED) is Confidence.UNSURE
    assert faded(Confidence.UNSURE, Age.FADING) is Confidence.UNSURE
    assert faded(Confidence.PLAIN, Age.OLD) is Confidence.UNSURE


def test_of_two_readers_the_less_sure_and_the_earlier_day_count() -> None:
    assert lower(Confidence.PLAIN, Confidence.UNSURE) is Confidence.UNSURE
    assert older(date(2026, 5, 2), date(2026, 1, 9)) == date(2026, 1, 9)
    assert older(None, date(2026, 1, 9)) == date(2026, 1, 9)
    assert older(None, None) is None
