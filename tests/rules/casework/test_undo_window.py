"""Publishing can be undone for ten minutes, the tenth included."""

from datetime import UTC, datetime, timedelta

import pytest

from dueregard.rules.casework.undo_window import undo_window

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "is_open"), [(0, True), (1, True), (599, True), (600, True), (601, False), (86_400, False), (-1, False)]
)
def test_ten_minutes_are_open_and_then_it_is_closed(seconds: int, is_open: bool) -> None:
    window = undo_window(AT, AT + timedelta(seconds=seconds))
    assert window is not None
    assert (window.is_open, window.until) == (is_open, AT + timedelta(minutes=10))


def test_what_is_private_has_no_window() -> None:
    assert undo_window(None, AT) is None
