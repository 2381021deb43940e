"""A reply counts from when it reached us; only one brought in from a file is believed on its own date."""

from datetime import UTC, datetime

import pytest

from dueregard.rules.mime.arrival import came_at

STORED = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
EARLIER = datetime(2026, 11, 4, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent_at", "is_from_a_file", "came", "why"),
    [
        (EARLIER, False, STORED, "a sender's date moves no clock"),
        (EARLIER, True, EARLIER, "it lay in a mailbox since"),
        (None, True, STORED, "it has no date"),
        (datetime(2027, 1, 1, tzinfo=UTC), True, STORED, "it cannot come from the future"),
        (datetime(1970, 1, 1, tzinfo=UTC), True, STORED, "there was no such law"),
        (STORED, True, STORED, "the very moment"),
    ],
)
def test_an_email_came_when_it_was_stored_unless_a_file_tells_better(
    sent_at: datetime | None, is_from_a_file: bool, came: datetime, why: str
) -> None:
    assert came_at(stored_at=STORED, sent_at=sent_at, is_from_a_file=is_from_a_file) == came, why
