"""The words of the tracker: what a group does about a demand, what a body answers, what comes of it.

Responses are the field's own, as campaigns report the answers to open letters. Outcomes are a scale, not won or lost.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a dated line under a demand tells."""

    ACTION = "action"
    RESPONSE = "response"
    OUTCOME = "outcome"


class Method(StrEnum):
    """What a group did."""

    LETTER = "letter"
    OPEN_LETTER = "open_letter"
    PETITION = "petition"
    MOTION = "motion"
    COUNCIL_MOTION = "council_motion"
    MEETING = "meeting"
    DEPUTATION = "deputation"
    REQUEST = "request"
    CONSULTATION = "consultation"
    PROTEST = "protest"
    PRESS = "press"
    COMPLAINT = "complaint"
    LEGAL = "legal"
    PUBLIC_MEETING = "public_meeting"
    DECISION = "decision"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return _METHODS[self]


class Response(StrEnum):
    """What the body answered."""

    AGREED = "agreed"
    PARTLY = "partly"
    GOVERNORS = "governors"
    NOT_OURS = "not_ours"
    NONE = "none"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return _RESPONSES[self][0]

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return _RESPONSES[self][1]


class Outcome(StrEnum):
    """What came of a demand."""

    NOTHING = "nothing"
    PROMISE = "promise"
    PARTIAL = "partial"
    FULL = "full"
    REVERSED = "reversed"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return _OUTCOMES[self][0]

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return _OUTCOMES[self][1]

    @property
    def level(self) -> int:
        """How much of the demand is met: 0 nothing, or taken back; 1 promised; 2 in part; 3 in full."""
        return _OUTCOMES[self][2]


# What counts as having worked, for what is shown to others who want the same.
WORKED = (Outcome.PARTIAL, Outcome.FULL)

_METHODS = {
    Method.LETTER: "Letter",
    Method.OPEN_LETTER: "Open letter",
    Method.PETITION: "Petition",
    Method.MOTION: "Motion in a branch or union",
    Method.COUNCIL_MOTION: "Motion in a council or governing body",
    Method.MEETING: "Meeting with the body",
    Method.DEPUTATION: "Question or deputation at a public meeting",
    Method.REQUEST: "Freedom of Information request",
    Method.CONSULTATION: "Consultation of members",
    Method.PROTEST: "Protest or vigil",
    Method.PRESS: "Story in the press",
    Method.COMPLAINT: "Formal complaint",
    Method.LEGAL: "Legal letter or claim",
    Method.PUBLIC_MEETING: "Public meeting or teach-in",
    Method.DECISION: "Decision not to cooperate",
    Method.OTHER: "Something else",
}
_RESPONSES = {
    Response.AGREED: ("Agreed", "good"),
    Response.PARTLY: ("Agreed in part", "part"),
    Response.GOVERNORS: ("Will go to governors", "wait"),
    Response.NOT_OURS: ("Not our responsibility", "no"),
    Response.NONE: ("No response", "late"),
    Response.REFUSED: ("Refused", "no"),
}
_OUTCOMES = {
    Outcome.NOTHING: ("Nothing changed", "no", 0),
    Outcome.PROMISE: ("Promised", "wait", 1),
    Outcome.PARTIAL: ("Done in part", "part", 2),
    Outcome.FULL: ("Done in full", "good", 3),
    Outcome.REVERSED: ("Taken back", "late", 0),
}
_LABELS: dict[Kind, type[Method] | type[Response] | type[Outcome]] = {
    Kind.ACTION: Method,
    Kind.RESPONSE: Response,
    Kind.OUTCOME: Outcome,
}


def label_of(kind: str, code: str) -> str:
    """Return what a line's code is called."""
    return _LABELS[Kind(kind)](code).label


def choices_of(kind: Kind) -> list[tuple[str, str]]:
    """Return the codes of one kind with their words, in their order."""
    return [(one.value, one.label) for one in _LABELS[kind]]
