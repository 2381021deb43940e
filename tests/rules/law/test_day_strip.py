"""The picture of a count shows the same days that the count itself counted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.day_strip import LONGEST, DayKind, day_strip
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import Law

UK = calendar_for(Law.FOIA, shipped_holidays())
DAYS = st.dates(date(2024, 1, 1), date(2026, 10, 1))


def test_christmas_is_drawn_as_holidays_and_weekends_as_rest() -> None:
    """Source: bank holidays of 2026 as listed on GOV.UK; 26 December 2026 is a Saturday, so Monday 28 is one."""
    strip = day_strip(received_on=date(2026, 12, 23), until_on=date(2026, 12, 30), calendar=UK)
    assert [mark.kind.value for mark in strip] == ["zero", "work", "holiday", "rest", "rest", "holiday", "work", "last"]
    assert [mark.number for mark in strip] == [0, 1, None, None, None, None, 2, 3]


@given(received_on=DAYS, count=st.integers(1, 25))
def test_the_last_day_bears_the_number_of_the_count(received_on: date, count: int) -> None:
    strip = day_strip(received_on=received_on, until_on=UK.nth(received_on, count), calendar=UK)
    assert strip[-1].kind is DayKind.LAST
    assert strip[-1].number == count
    assert [mark.on for mark in strip] == [received_on + timedelta(days=n) for n in range(len(strip))]


def test_a_row_too_long_to_read_is_not_drawn() -> None:
    start = date(2026, 1, 5)
    assert day_strip(received_on=start, until_on=start + timedelta(days=LONGEST + 1), calendar=UK) == ()
    assert day_strip(received_on=start, until_on=start, calendar=UK) == ()
