"""The words that describe a case: its events, its phases, how it ended, whose turn it is.

`standing` works out what they add up to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A code with the words a person reads for it."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make a member whose value is the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (code, word) pairs."""
        return [(member.value, member.label) for member in cls]


class EventKind(Word):
    """What can happen in a case. Each is dated by the UK calendar day that the law counts from."""

    REQUEST_RECEIVED = "request_received", "They received the request"
    UNDELIVERED = "undelivered", "The letter did not arrive"
    ARRIVAL_DOUBTED = "arrival_doubted", "Our letter may not have arrived"
    ACKNOWLEDGED = "acknowledged", "They acknowledged it"
    CLARIFICATION_ASKED = "clarification_asked", "They asked us to clarify"
    CLARIFICATION_GIVEN = "clarification_given", "We clarified"
    FEES_NOTICE = "fees_notice", "They asked for a fee"
    FEE_PAID = "fee_paid", "They received the fee"
    EXTENSION_CLAIMED = "extension_claimed", "They said they need more time"
    REMINDED = "reminded", "We reminded them"
    TRANSFERRED = "transferred", "They passed it to another body"
    RELEASED = "released", "They released what we asked for"
    RELEASED_IN_PART = "released_in_part", "They released part of it"
    REFUSED = "refused", "They refused"
    NOT_HELD = "not_held", "They say they do not hold it"
    REVIEW_ASKED = "review_asked", "We asked for an internal review"
    REVIEW_ACKNOWLEDGED = "review_acknowledged", "They acknowledged the review"
    REVIEW_EXTENDED = "review_extended", "They said the review needs more time"
    REVIEW_UPHELD = "review_upheld", "The review upheld the refusal"
    REVIEW_CHANGED = "review_changed", "The review changed the answer"
    COMPLAINED = "complained", "We complained to the regulator"
    DECIDED = "decided", "The regulator decided"
    CLOSED = "closed", "We closed the case"
    REOPENED = "reopened", "We reopened the case"


RESPONSES = frozenset({EventKind.RELEASED, EventKind.RELEASED_IN_PART, EventKind.REFUSED, EventKind.NOT_HELD})
REVIEW_OUTCOMES = frozenset({EventKind.REVIEW_UPHELD, EventKind.REVIEW_CHANGED})


_OF_AN_ANSWER = (
    EventKind.ACKNOWLEDGED,
    EventKind.CLARIFICATION_ASKED,
    EventKind.EXTENSION_CLAIMED,
    EventKind.FEES_NOTICE,
    EventKind.RELEASED,
    EventKind.RELEASED_IN_PART,
    EventKind.REFUSED,
    EventKind.NOT_HELD,
    EventKind.TRANSFERRED,
)
_OF_A_REVIEW = (
    EventKind.REVIEW_ACKNOWLEDGED,
    EventKind.REVIEW_EXTENDED,
    EventKind.REVIEW_UPHELD,
    EventKind.REVIEW_CHANGED,
    EventKind.DECIDED,
)


class Phase(Word):
    """Where a case is."""

    PREPARING = "preparing", "Being prepared"
    UNDELIVERED = "undelivered", "Not delivered"
    WAITING = "waiting", "Waiting for an answer"
    CLARIFYING = "clarifying", "They asked us to clarify"
    FEE = "fee", "They asked for a fee"
    ANSWERED = "answered", "Answered"
    REVIEW = "review", "Internal review"
    REVIEWED = "reviewed", "Reviewed"
    REGULATOR = "regulator", "With the regulator"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed"


_AFTER_A_REVIEW_WAS_ASKED = frozenset({Phase.REVIEW, Phase.REVIEWED, Phase.REGULATOR, Phase.DECIDED, Phase.CLOSED})


def meanings_in(phase: Phase) -> tuple[EventKind, ...]:
    """Return what a reply may say in a phase, the likeliest first; nothing about a review that nobody has asked for."""
    if phase in _AFTER_A_REVIEW_WAS_ASKED:
        return (*_OF_A_REVIEW, *_OF_AN_ANSWER, EventKind.UNDELIVERED)
    return (*_OF_AN_ANSWER, EventKind.DECIDED, EventKind.UNDELIVERED)


class Outcome(Word):
    """How a request was answered."""

    RELEASED = "released", "Released"
    RELEASED_IN_PART = "released_in_part", "Released in part"
    REFUSED = "refused", "Refused"
    NOT_HELD = "not_held", "Not held"


class Turn(Word):
    """Who has to do something next."""

    THEIRS = "theirs", "the body"
    OURS = "ours", "us"
    REGULATORS = "regulators", "the regulator"
    NOBODYS = "nobodys", "nobody"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as the rule sees it."""

    kind: EventKind
    on: date
    sections: tuple[str, ...] = ()
    until: date | None = None  # the date the body named for itself
