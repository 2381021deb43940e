"""A complaint about data is acknowledged within thirty days, its day of receipt being the first."""

from datetime import date

import pytest

from dueregard.rules.law.data_complaints import acknowledge_by


@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        (date(2026, 11, 23), date(2026, 12, 22)),
        (date(2027, 2, 1), date(2027, 3, 2)),
        (date(2028, 2, 1), date(2028, 3, 1)),  # a leap year
    ],
)
def test_the_thirtieth_day_is_the_last(received_on: date, last_day: date) -> None:
    """Source: Data Protection Act 2018, s.164A: thirty days beginning when the complaint is received."""
    assert acknowledge_by(received_on) == last_day
