"""In which of eight states a request is when a campaign is looked at as a whole, and the bar that shows how many are.

A state is a word and a pattern, so that a bar can be read without colour. Which cases there are, the caller knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dueregard.rules.casework.events import Outcome, Phase, Turn


class State(StrEnum):
    """The states, in the order of the bar."""

    ANSWERED = "answered"
    IN_PART = "in_part"
    NOT_HELD = "not_held"
    WAITING = "waiting"
    OVERDUE = "overdue"
    REFUSED = "refused"
    CLOSED = "closed"
    NOT_SENT = "not_sent"


# The words after a number, and the pattern: a class of the stylesheet, or the name of a pattern on the page.
WORDS = {
    State.ANSWERED: "answered",
    State.IN_PART: "answered in part",
    State.NOT_HELD: "hold nothing",
    State.WAITING: "waiting",
    State.OVERDUE: "overdue",
    State.REFUSED: "refused",
    State.CLOSED: "closed unanswered",
    State.NOT_SENT: "not sent",
}
SOLID = {State.ANSWERED: "is-good", State.CLOSED: "is-none", State.NOT_SENT: "is-never"}
PATTERNS = {
    State.IN_PART: "part",
    State.NOT_HELD: "nothing",
    State.WAITING: "wait",
    State.OVERDUE: "late",
    State.REFUSED: "no",
}
_OF_OUTCOME = {
    Outcome.RELEASED: State.ANSWERED,
    Outcome.RELEASED_IN_PART: State.IN_PART,
    Outcome.REFUSED: State.REFUSED,
    Outcome.NOT_HELD: State.NOT_HELD,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a bar: how many, what share in per cent, and where it begins and how wide it is."""

    state: State
    words: str
    number: int
    share: str  # "52 %", "under 1%"
    at: str  # "51.67%"
    width: str
    solid: str  # a class, or empty
    pattern: str  # a pattern's name, or empty


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its pieces; `says` is the whole of it in words."""

    pieces: tuple[Piece, ...]
    total: int
    says: str


def state_of(*, phase: Phase, turn: Turn, outcome: Outcome | None, is_past: bool) -> State:
    """Return the state of a request. `is_past` says that its last day, if it has one, lies before today."""
    if phase is Phase.PREPARING:
        return State.NOT_SENT
    if outcome is not None:
        return _OF_OUTCOME[outcome]
    if phase is Phase.CLOSED:
        return State.CLOSED
    return State.OVERDUE if turn is Turn.THEIRS and is_past else State.WAITING


def bar_of(counts: Mapping[State, int]) -> Bar:
    """Return the bar of these counts; with no requests, an empty one."""
    total = sum(counts.values())
    pieces, before = [], 0
    for state in State:
        number = counts.get(state, 0)
        if not number:
            continue
        pieces.append(
            Piece(
                state=state,
                words=WORDS[state],
                number=number,
                share=share_of(number, total),
                at=_per_cent(before, total),
                width=_per_cent(number, total),
                solid=SOLID.get(state, ""),
                pattern=PATTERNS.get(state, ""),
            )
        )
        before += number
    return Bar(tuple(pieces), total, ", ".join(f"{piece.number} {piece.words}" for piece in pieces))


def added(rows: Iterable[tuple[State, int]]) -> dict[State, int]:
    """Return the counts of rows that may name a state several times."""
    counts: dict[State, int] = {}
    for state, number in rows:
        counts[state] = counts.get(state, 0) + number
    return counts


def share_of(number: int, total: int) -> str:
    """Return a share in whole per cent; what is neither none nor all never looks like it."""
    share = round(100 * number / total)
    if share == 0 and number:
        return "under 1%"
    return "over 99%" if share == 100 and number < total else f"{share}%"


def _per_cent(number: int, total: int) -> str:
    return f"{100 * number / total:.4g}%"
