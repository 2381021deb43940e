"""Voting opens and closes by UK clocks, and never at a time that they skip or show twice."""

from datetime import UTC, datetime, timedelta

import pytest

from dueregard.rules.text.uk_times import NoSuchTime, in_words, uk_instant
from dueregard.rules.votes.times import NotATimeToVote, check_times

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "instant"),
    [
        ("2026-12-11T18:00", datetime(2026, 12, 11, 18, tzinfo=UTC)),
        ("2026-07-01T18:00", datetime(2026, 7, 1, 17, tzinfo=UTC)),
        ("2027-03-28T00:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("2027-03-28T02:00", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("2026-10-25T02:00", datetime(2026, 10, 25, 2, tzinfo=UTC)),
        ("2026-10-25T00:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
    ],
)
def test_a_time_on_uk_clocks_is_one_instant(shown: str, instant: datetime) -> None:
    assert uk_instant(datetime.fromisoformat(shown)) == instant


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        ("2027-03-28T01:00", "There is no 01:00 on 28 March 2027"),
        ("2027-03-28T01:59", "go forward"),
        ("2026-10-25T01:00", "show 01:00 twice on 25 October 2026"),
        ("2026-10-25T01:59", "go back"),
    ],
)
def test_the_hour_in_which_the_clocks_change_is_refused_and_explained(shown: str, says: str) -> None:
    with pytest.raises(NoSuchTime, match=says):
        uk_instant(datetime.fromisoformat(shown))


def test_nobody_can_vote_after_the_end_before_the_beginning_or_for_years() -> None:
    check_times(NOON, NOON + timedelta(days=7), NOON)
    for opens, closes in (
        (NOON, NOON),
        (NOON - timedelta(days=2), NOON - timedelta(days=1)),
        (NOON, NOON + timedelta(days=400)),
    ):
        with pytest.raises(NotATimeToVote):
            check_times(opens, closes, NOON)


def test_an_instant_is_said_by_uk_clocks() -> None:
    assert in_words(datetime(2026, 7, 1, 17, tzinfo=UTC)) == "Wednesday 1 July 2026, 18:00"
