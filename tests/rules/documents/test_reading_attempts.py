"""How long an attempt at reading may take, and what follows a failure."""

from datetime import timedelta

import pytest

from dueregard.rules.documents.reading import WORTH_ANOTHER_TRY, Reason
from dueregard.rules.documents.reading_attempts import (
    MOST_PASSED_OVER,
    SECONDS,
    GiveUp,
    PassOver,
    TryAgain,
    after_failure,
    is_spent,
    seconds_for,
)


def follows(
    reason: Reason, *, attempt: int = 1, brought_pages: bool = False, pages_follow: bool = False, passed_over: int = 0
) -> TryAgain | PassOver | GiveUp:
    return after_failure(
        reason, attempt=attempt, brought_pages=brought_pages, pages_follow=pages_follow, passed_over=passed_over
    )


def test_each_attempt_may_take_longer_than_the_one_before() -> None:
    times = [seconds_for(attempt) for attempt in range(6)]
    assert times == [60, 60, 300, 1800, 1800, 1800]


@pytest.mark.parametrize("reason", sorted(set(Reason) - WORTH_ANOTHER_TRY))
def test_what_time_cannot_mend_is_told_at_once(reason: Reason) -> None:
    assert follows(reason) == GiveUp()


@pytest.mark.parametrize("reason", sorted(WORTH_ANOTHER_TRY))
def test_what_time_may_mend_is_tried_three_times(reason: Reason) -> None:
    tried = [follows(reason, attempt=attempt) for attempt in range(1, len(SECONDS) + 1)]
    assert tried == [TryAgain(timedelta(seconds=30), True), TryAgain(timedelta(minutes=10), True), GiveUp()]


def test_an_attempt_that_brought_pages_is_followed_at_once_and_not_counted() -> None:
    assert follows(Reason.TOO_LONG, attempt=3, brought_pages=True) == TryAgain(timedelta(0), counts=False)


def test_a_page_that_nothing_gets_past_is_passed_over_when_others_follow() -> None:
    last = len(SECONDS)
    assert follows(Reason.CRASHED, attempt=last, pages_follow=True) == PassOver()
    assert follows(Reason.CRASHED, attempt=last, pages_follow=False) == GiveUp()
    assert follows(Reason.CRASHED, attempt=last, pages_follow=True, passed_over=MOST_PASSED_OVER) == GiveUp()
    assert follows(Reason.NO_PROGRAM, attempt=last, pages_follow=True) == GiveUp()


def test_after_three_attempts_without_a_word_the_reader_is_what_breaks() -> None:
    assert [is_spent(attempts) for attempts in range(5)] == [False, False, False, True, True]
