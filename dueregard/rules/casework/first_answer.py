"""Whether the first answer to a request came in time: by the last day that the clock of the answer then had.

What happened afterwards, a review or a complaint, moves other clocks and changes nothing about it.
"""

from collections.abc import Sequence

from dueregard.rules.casework.events import RESPONSES, EventKind, Happened, Word
from dueregard.rules.casework.standing import WhoAnswers, stand
from dueregard.rules.law.holidays import Holidays

CLOCK = {
    EventKind.REQUEST_RECEIVED,
    EventKind.CLARIFICATION_ASKED,
    EventKind.CLARIFICATION_GIVEN,
    EventKind.FEES_NOTICE,
    EventKind.FEE_PAID,
    EventKind.EXTENSION_CLAIMED,
}


class Came(Word):
    """How the first answer came."""

    IN_TIME = "in_time", "in time"
    LATE = "late", "late"
    UNKNOWN = "unknown", "no day was known by which it was due"


def came(events: Sequence[Happened], who: WhoAnswers, holidays: Holidays) -> Came | None:
    """Return how the first answer to the newest request came; None while there is none.

    A school whose terms are not known has a first and a last possible day: between the two nobody can tell.
    """
    in_order = sorted(events, key=lambda each: each.on)
    asked = [at for at, each in enumerate(in_order) if each.kind is EventKind.REQUEST_RECEIVED]
    since = in_order[asked[-1] :] if asked else in_order
    at = next((at for at, each in enumerate(since) if each.kind in RESPONSES), None)
    if at is None:
        return None
    due = stand([each for each in since[:at] if each.kind in CLOCK], who, holidays).due
    if due is None:
        return Came.UNKNOWN
    answered_on = since[at].on
    if answered_on > due.on:
        return Came.LATE
    return Came.IN_TIME if answered_on <= (due.not_before or due.on) else Came.UNKNOWN
