"""Decides whether a line may be added to a demand, and how the demand stands: by the dates on which things happened.

A demand is written down before anything that came of it. Nothing is overwritten: a later line says more, and a line
recorded by mistake is crossed out. All days are UK calendar dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dueregard.rules.tracker.terms import Kind, Outcome, Response


class OutOfOrder(Exception):
    """A line cannot be true on that day; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One dated line. `number` grows with every line: of two on one day, the later one counts."""

    kind: str
    code: str
    on: date
    number: int = 0
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How a demand stands. `answer_by` is the day by which an answer is awaited, while none came."""

    tone: str
    words: str
    outcome: Outcome | None
    outcome_on: date | None
    response: Response | None
    answer_by: date | None
    last_on: date


def check_line(demanded_on: date, lines: Iterable[Line], new: Line, today: date) -> None:
    """Refuse a line that cannot be true on its day. Raises: OutOfOrder"""
    what = {Kind.ACTION: "action", Kind.RESPONSE: "answer", Kind.OUTCOME: "outcome"}[Kind(new.kind)]
    if new.on > today:
        raise OutOfOrder(f"{_day(new.on)} has not come yet. Record the {what} once it has happened.")
    if new.on < demanded_on:
        raise OutOfOrder(
            f"This {what} is dated {_day(new.on)}, before its demand of {_day(demanded_on)}. A demand comes first: "
            f"correct one of the two days, or record the earlier demand that this belongs to."
        )
    if new.answer_by is not None and new.answer_by < new.on:
        raise OutOfOrder(f"The answer was wanted by {_day(new.answer_by)}, which is before the day of the action.")
    if new.code == Outcome.REVERSED and not any(_level(line) > 0 for line in _until(lines, new)):
        raise OutOfOrder(
            f"Nothing is recorded as promised or done before {_day(new.on)}, so nothing could be taken back. Record "
            f"first what was promised or done, with its day."
        )


def course_of(demanded_on: date, lines: Iterable[Line]) -> Course:
    """Return how a demand stands after its lines."""
    ordered = in_order(lines)
    outcome = next((line for line in reversed(ordered) if line.kind == Kind.OUTCOME), None)
    response = next((line for line in reversed(ordered) if line.kind == Kind.RESPONSE), None)
    met = Outcome(outcome.code) if outcome else None
    said = Response(response.code) if response else None
    tone, words = (met.tone, met.label) if met else (said.tone, said.label) if said else ("wait", "No answer yet")
    return Course(
        tone=tone,
        words=words,
        outcome=met,
        outcome_on=outcome.on if outcome else None,
        response=said,
        answer_by=_awaited(ordered),
        last_on=ordered[-1].on if ordered else demanded_on,
    )


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Return lines by the day on which they happened, then as they were recorded."""
    return sorted(lines, key=lambda line: (line.on, line.number))


def setbacks(lines: Iterable[Line]) -> set[int]:
    """Return the numbers of the outcomes with which less was done than before them."""
    best, found = 0, set()
    for line in in_order(lines):
        if line.kind == Kind.OUTCOME:
            level = _level(line)
            found |= {line.number} if level < best else set()
            best = level
    return found


def _awaited(ordered: list[Line]) -> date | None:
    """Return the latest day by which an answer was asked for, if no answer or outcome has come since."""
    awaited: date | None = None
    for line in ordered:
        # An answer ends the waiting, and so does “no response”: that stands until somebody asks again.
        awaited = (line.answer_by or awaited) if line.kind == Kind.ACTION else None
    return awaited


def _until(lines: Iterable[Line], new: Line) -> list[Line]:
    return [line for line in lines if line.kind == Kind.OUTCOME and line.on <= new.on]


def _level(line: Line) -> int:
    return Outcome(line.code).level if line.kind == Kind.OUTCOME else 0


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
