"""The steps of the path of a union branch or a student union, and on which day each is to be thought of."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PathKind(StrEnum):
    """Whose path it is; the values are those of a pack's steps."""

    BRANCH = "branch"
    STUDENT_UNION = "student-union"


KIND_WORDS: Mapping[PathKind, str] = {
    PathKind.BRANCH: "Union branch",
    PathKind.STUDENT_UNION: "Student union",
}


class Code(StrEnum):
    """The steps, in their order; the values are those of a pack's steps."""

    NATIONAL = "national"
    POLICY = "policy"
    MEMBERS = "members"
    MANAGEMENT = "management"
    STANDING = "standing"
    RESPONSE = "response"
    OFFICIAL = "official"
    CONSULT = "consult"
    DECIDE = "decide"


# What is said of a step in the history of the body once it is done.
DONE_WORDS: Mapping[Code, str] = {
    Code.NATIONAL: "looked for national policy",
    Code.POLICY: "adopted a policy",
    Code.MEMBERS: "told its members",
    Code.MANAGEMENT: "wrote to management",
    Code.STANDING: "got a standing item at its meetings",
    Code.RESPONSE: "read the response against what it had asked",
    Code.OFFICIAL: "took advice",
    Code.CONSULT: "consulted its members",
    Code.DECIDE: "decided what to do next",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One step as it is: when it was done, and the day that a person chose for its reminder."""

    code: Code
    days: int  # after the step before it
    done_on: date | None = None
    chosen_on: date | None = None


def working_day(on: date, closed: Container[date]) -> date:
    """Return the day itself, or the next that is neither at a weekend nor closed."""
    while on.weekday() >= 5 or on in closed:
        on += timedelta(days=1)
    return on


def reminders(stages: Sequence[Stage], started_on: date, closed: Container[date]) -> dict[Code, date]:
    """Return on which day each step is to be thought of: those a person chose, and the first open one.

    The first open step is due so many days after the latest one before it was done, on a working day. Later ones have
    no day yet: theirs depends on it. A day that a person chose stays as it is, also at a weekend.
    """
    due = {one.code: one.chosen_on for one in stages if one.done_on is None and one.chosen_on}
    latest = started_on
    for one in stages:
        if one.done_on is None:
            due.setdefault(one.code, working_day(latest + timedelta(days=one.days), closed))
            break
        latest = max(latest, one.done_on)
    return due


def next_step(stages: Sequence[Stage]) -> Code | None:
    """Return the first step that is not done; None at the end of the path."""
    return next((one.code for one in stages if one.done_on is None), None)
