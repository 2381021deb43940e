"""Decides what an organisation's decision not to cooperate says: its scopes, its vote, and whether it still stands.

There is no place for a person anywhere here. All days are UK calendar dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Decider(StrEnum):
    """What sort of organisation decided."""

    UNION_BRANCH = "union_branch"
    UNION = "union"
    STUDENT_UNION = "student_union"
    CHARITY = "charity"
    FAITH = "faith"
    COMMUNITY = "community"
    PROFESSIONAL = "professional"
    GOVERNORS = "governors"
    COUNCIL = "council"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return _DECIDERS[self]


class Scope(StrEnum):
    """What the organisation no longer does. Each has a note in the pack on what it may mean for people's jobs."""

    MONEY = "money"
    EVENTS = "events"
    BOARDS = "boards"
    INFORMATION = "information"
    OPTIONAL_TRAINING = "optional_training"
    DELIVERY = "delivery"
    DUTY_TASKS = "duty_tasks"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return _SCOPES[self]


class Turn(StrEnum):
    """What a later line says of a decision."""

    REVIEWED = "reviewed"
    CHANGED = "changed"
    ENDED = "ended"
    REPLY = "reply"

    @property
    def label(self) -> str:
        """What it is called on a page."""
        return _TURNS[self]


_DECIDERS = {
    Decider.UNION_BRANCH: "Union branch",
    Decider.UNION: "National union",
    Decider.STUDENT_UNION: "Students’ union or society",
    Decider.CHARITY: "Charity or voluntary organisation",
    Decider.FAITH: "Faith organisation",
    Decider.COMMUNITY: "Community or campaign group",
    Decider.PROFESSIONAL: "Professional association",
    Decider.GOVERNORS: "Governing body or trustees",
    Decider.COUNCIL: "Council or one of its committees",
    Decider.OTHER: "Another organisation",
}
_SCOPES = {
    Scope.MONEY: "Takes no Prevent money",
    Scope.EVENTS: "Lends no name, room or speaker to Prevent events",
    Scope.BOARDS: "Does not sit on Prevent boards or forums",
    Scope.INFORMATION: "Passes on no information about its members",
    Scope.OPTIONAL_TRAINING: "Does not take part in optional Prevent training",
    Scope.DELIVERY: "Gives no Prevent training",
    Scope.DUTY_TASKS: "Refuses tasks that come from the duty",
}
_TURNS = {
    Turn.REVIEWED: "Reviewed, and it stands",
    Turn.CHANGED: "Changed",
    Turn.ENDED: "Ended or taken back",
    Turn.REPLY: "This body says",
}
SHOWN_AHEAD = 28  # days before its review that a decision waits in the list of what to do


class NotADecision(Exception):
    """What was written down cannot be right; the words say what to correct. `field` names what to correct."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True, slots=True)
class Vote:
    """How an organisation voted. None where it is not known; `quorum` is how many had to take part."""

    for_it: int | None = None
    against: int | None = None
    abstained: int | None = None
    present: int | None = None
    quorum: int | None = None

    @property
    def words(self) -> str:
        """Return it in a sentence; empty where nothing is known."""
        said = []
        if self.for_it is not None and self.against is not None:
            away = f", {self.abstained} abstained" if self.abstained is not None else ""
            said.append(f"{self.for_it} for, {self.against} against{away}.")
        if self.present is not None:
            said.append(f"{self.present} took part.")
        if self.quorum is not None:
            said.append(f"The quorum was {self.quorum}.")
        return " ".join(said)


def check_vote(vote: Vote) -> None:
    """Refuse a vote that cannot be. Raises: NotADecision"""
    if (vote.for_it is None) != (vote.against is None):
        missing = "against" if vote.against is None else "for_it"
        raise NotADecision("Give both numbers, for and against, or leave both empty.", missing)
    if vote.abstained is not None and vote.for_it is None:
        raise NotADecision("Give the votes for and against too, or leave this empty.", "abstained")
    if vote.for_it is not None and vote.against is not None and vote.for_it <= vote.against:
        raise NotADecision("With that vote it was not carried. The register holds decisions only.", "for_it")
    cast = sum(one or 0 for one in (vote.for_it, vote.against, vote.abstained))
    if vote.present is not None and vote.present < cast:
        raise NotADecision(f"{cast} votes were cast, so at least {cast} took part.", "present")
    took_part = vote.present if vote.present is not None else cast if vote.for_it is not None else None
    if vote.quorum is not None and took_part is not None and took_part < vote.quorum:
        raise NotADecision(
            f"{took_part} took part and the quorum was {vote.quorum}, so the meeting could not decide.", "quorum"
        )


def check_days(decided_on: date, review_on: date, ends_on: date | None, today: date) -> None:
    """Refuse days that cannot be. Raises: NotADecision"""
    if decided_on > today:
        raise NotADecision("That day has not come yet. Record the decision once it has been taken.", "decided_on")
    if review_on <= decided_on:
        raise NotADecision("The review comes after the decision: choose a later day.", "review_on")
    if ends_on is not None and ends_on < decided_on:
        raise NotADecision("It cannot end before it was decided.", "ends_on")


@dataclass(frozen=True, slots=True)
class Stands:
    """How a decision stands on a day."""

    tone: str
    words: str
    is_over: bool


def stands(ended_on: date | None, ends_on: date | None, review_on: date, today: date) -> Stands:
    """Return whether a decision stands. `ended_on` is the day on which the organisation ended it."""
    over = ended_on or (ends_on if ends_on is not None and ends_on < today else None)
    if over is not None:
        return Stands("quiet", f"Ended {over.day} {over:%B %Y}", is_over=True)
    if review_on < today:
        return Stands("soon", "Stands, review overdue", is_over=False)
    return Stands("good", "Stands", is_over=False)
