"""An instant on the site's clock knows the real one behind it, whatever is added to it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.practice.site_time import UK, NotThatDay, check_goal, morning_of, real, site_time

INSTANTS = st.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
AHEAD = st.timedeltas(timedelta(0), timedelta(days=1800))
STEPS = st.timedeltas(timedelta(days=-40), timedelta(days=40))


@given(INSTANTS, AHEAD, STEPS)
def test_the_real_instant_is_found_behind_every_shown_one(at: datetime, ahead: timedelta, step: timedelta) -> None:
    shown = site_time(at, ahead)
    assert shown - at == ahead
    assert real(shown) == at
    assert real(shown + step) == at + step
    assert real(shown - step) == at - step
    assert real(shown.astimezone(UK)) == at
    assert type(real(shown)) is datetime


@given(INSTANTS)
def test_a_clock_that_is_not_ahead_shows_the_real_instant_itself(at: datetime) -> None:
    assert site_time(at, timedelta(0)) is at
    assert real(at) is at


@given(INSTANTS, st.dates(date(2026, 1, 1), date(2036, 1, 1)))
def test_a_day_begins_at_nine_in_the_morning_in_summer_and_in_winter(at: datetime, on: date) -> None:
    shown = morning_of(on, at).astimezone(UK)
    assert (shown.date(), shown.hour, shown.minute) == (on, 9, 0)
    assert real(morning_of(on, at)) == at


@pytest.mark.parametrize(
    ("on", "refusal"),
    [
        (date(2027, 1, 14), "only goes forward"),
        (date(2027, 1, 13), "only goes forward"),
        (date(2028, 1, 16), "within a year"),
        (date(2027, 1, 15), ""),
        (date(2028, 1, 15), ""),
    ],
)
def test_the_clock_goes_forward_by_a_year_at_most(on: date, refusal: str) -> None:
    if not refusal:
        check_goal(on, today=date(2027, 1, 14), really=date(2026, 11, 29))
        return
    with pytest.raises(NotThatDay, match=refusal):
        check_goal(on, today=date(2027, 1, 14), really=date(2026, 11, 29))


def test_the_clock_is_never_more_than_five_years_ahead() -> None:
    with pytest.raises(NotThatDay, match="five years"):
        check_goal(date(2031, 12, 5), today=date(2031, 11, 1), really=date(2026, 11, 29))
