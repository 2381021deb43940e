"""Decides how long an attempt at reading a document may take, and what follows one that failed.

Pure: knows no row and no clock. Time is spent in slices, so that one long scan does not keep others waiting: an attempt
that brought new pages is followed by another like it, and only attempts that bring nothing are counted.
"""

from dataclasses import dataclass
from datetime import timedelta

from dueregard.rules.documents.reading import WORTH_ANOTHER_TRY, Reason

SECONDS = (60.0, 300.0, 1800.0)  # that one page may take, at the first, second and third attempt
SLICE = 300.0  # seconds after which a document that still brings pages lets others have their turn
WAITS = (timedelta(seconds=30), timedelta(minutes=10))  # after the first and the second
AT_ONCE = timedelta(0)
# Pages of one document that may be passed over because nothing gets past them.
MOST_PASSED_OVER = 20
# These stop at one page and may leave the next ones readable.
STOPS_AT_A_PAGE = {Reason.TOO_LONG, Reason.TOO_MUCH_MEMORY, Reason.CRASHED}


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Read on after a wait; `counts` when the attempt brought nothing."""

    wait: timedelta
    counts: bool


@dataclass(frozen=True, slots=True)
class PassOver:
    """Mark the page at which every attempt stopped, and read on behind it."""


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Leave it to a person, who may try again."""


def seconds_for(attempt: int) -> float:
    """Return how many seconds each page may take at attempt 1, 2, 3 …"""
    return SECONDS[min(max(attempt, 1), len(SECONDS)) - 1]


def is_spent(attempts: int) -> bool:
    """Tell whether so many attempts began, and ended without a word, that the reader itself must be what breaks."""
    return attempts >= len(SECONDS)


def after_failure(
    reason: Reason, *, attempt: int, brought_pages: bool, pages_follow: bool, passed_over: int
) -> TryAgain | PassOver | GiveUp:
    """Return what follows an attempt that ended with a reason.

    `pages_follow` tells whether the document has pages behind the one at which it stopped.
    """
    if reason not in WORTH_ANOTHER_TRY:
        return GiveUp()
    if brought_pages:
        return TryAgain(AT_ONCE, counts=False)
    if attempt < len(SECONDS):
        return TryAgain(WAITS[min(attempt, len(WAITS)) - 1], counts=True)
    if reason in STOPS_AT_A_PAGE and pages_follow and passed_over < MOST_PASSED_OVER:
        return PassOver()
    return GiveUp()
