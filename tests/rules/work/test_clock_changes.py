"""What a row written ahead of the clock means once the clock is right."""

from datetime import UTC, datetime, timedelta

import pytest

from dueregard.rules.work.clock_changes import earlier_end, words

NOW = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the night on which British clocks go back


@pytest.mark.parametrize("waits", [timedelta(0), timedelta(minutes=10), timedelta(hours=4)])
@pytest.mark.parametrize("ahead", [timedelta(minutes=1), timedelta(hours=1), timedelta(days=400)])
def test_a_row_waits_as_long_as_it_was_to_wait_when_it_was_written(waits: timedelta, ahead: timedelta) -> None:
    written = NOW + ahead
    assert earlier_end(written=written, until=written + waits, now=NOW) == NOW + waits


def test_what_was_due_when_it_was_written_is_due_now() -> None:
    assert earlier_end(written=NOW + timedelta(hours=1), until=NOW + timedelta(minutes=5), now=NOW) == NOW


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=-1), "1 hour"),
        (timedelta(days=-2), "2 days"),
        (timedelta(minutes=5, seconds=3), "5 minutes"),
        (timedelta(seconds=-12), "12 seconds"),
    ],
)
def test_a_change_is_said_in_words(by: timedelta, said: str) -> None:
    assert words(by) == said
