"""A meeting is at the hour that clocks in the United Kingdom show, in winter and in summer."""

from datetime import UTC, date, datetime, time

import pytest

from dueregard.rules.groups.meeting_times import NotATimeToMeet, day_and_hours, is_over, meeting_times
from dueregard.rules.text.uk_times import NoSuchTime

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "begins", "utc"),
    [
        (date(2026, 3, 28), time(19), "2026-03-28T19:00:00+00:00"),  # the evening before the clocks go forward
        (date(2026, 3, 29), time(19), "2026-03-29T18:00:00+00:00"),
        (date(2026, 10, 24), time(19), "2026-10-24T18:00:00+00:00"),
        (date(2026, 10, 25), time(19), "2026-10-25T19:00:00+00:00"),  # and after they went back
    ],
)
def test_seven_in_the_evening_is_seven_by_the_clocks_of_that_day(on: date, begins: time, utc: str) -> None:
    starts_at, _ = meeting_times(on, begins, None, NOW)
    assert starts_at.isoformat() == utc
    assert day_and_hours(starts_at, None).endswith("19:00")


def test_a_meeting_over_the_night_in_which_the_clocks_change_lasts_as_long_as_it_lasts() -> None:
    starts_at, ends_at = meeting_times(date(2026, 10, 24), time(23), time(3), NOW)
    assert ends_at is not None
    assert (ends_at - starts_at).total_seconds() == 5 * 3600
    assert day_and_hours(starts_at, ends_at) == "Saturday 24 October 2026, 23:00 to 03:00"


@pytest.mark.parametrize(("on", "begins"), [(date(2026, 3, 29), time(1, 30)), (date(2026, 10, 25), time(1, 30))])
def test_an_hour_that_clocks_skip_or_show_twice_is_refused_with_what_to_choose(on: date, begins: time) -> None:
    with pytest.raises(NoSuchTime, match="Choose"):
        meeting_times(on, begins, None, NOW)


@pytest.mark.parametrize(
    ("on", "begins", "ends", "says"),
    [
        (date(2029, 1, 1), time(19), None, "next two years"),
        (date(1926, 1, 1), time(19), None, "next two years"),
        (date(2026, 4, 1), time(19), time(19), "Leave the end empty"),
        (date(2026, 4, 1), time(20), time(19), "until the next day"),
    ],
)
def test_a_time_at_which_nobody_meets_is_refused(on: date, begins: time, ends: time | None, says: str) -> None:
    with pytest.raises(NotATimeToMeet, match=says):
        meeting_times(on, begins, ends, NOW)


def test_a_meeting_without_an_end_is_over_three_hours_later() -> None:
    starts_at, _ = meeting_times(date(2026, 4, 1), time(19), None, NOW)
    assert not is_over(starts_at, None, datetime(2026, 4, 1, 20, 59, tzinfo=UTC))
    assert is_over(starts_at, None, datetime(2026, 4, 1, 21, 0, tzinfo=UTC))
