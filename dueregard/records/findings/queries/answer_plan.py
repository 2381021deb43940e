"""What will happen to each row of a table of answers, in a sentence, before anything is saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.gateways.cells import NotADate, read_date
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.bodies_named import Named, bodies_named
from dueregard.records.findings.models import Question
from dueregard.records.findings.queries.cells import readings_by_cell
from dueregard.rules.findings.answers import NOT_STATED, NotAnAnswer, Reading, clean_answer, may_read, same_answer
from dueregard.rules.findings.likeness import is_meant_for
from dueregard.rules.findings.sources import NotASource, SourceKind, SourceSaid, checked
from dueregard.rules.register.answer_rows import AnswerRow

LONGEST_NOTE = 500


class State(StrEnum):
    """What a person has to do about a row."""

    READY = "ready"
    KNOWN = "known"  # nothing to do
    WRONG = "wrong"  # must be corrected first

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return {State.READY: "good", State.KNOWN: "quiet", State.WRONG: "late"}[self]

    @property
    def words(self) -> str:
        """The words of its tag."""
        return {State.READY: "Ready", State.KNOWN: "Nothing to do", State.WRONG: "Needs correcting"}[self]


@dataclass(frozen=True, slots=True)
class PlannedAnswer:
    """A row with its sentence; what is ready has everything an answer needs."""

    row: AnswerRow
    state: State
    says: str
    body: Body | None = None
    value: str = ""
    source: SourceSaid | None = None
    true_on: date | None = None


class _Wrong(ValueError):
    """A row that must be corrected; says how."""


def plan_answers(question: Question, person: Person, rows: Sequence[AnswerRow], *, today: date) -> list[PlannedAnswer]:
    """Return each row with what would become of it. Six queries, however many rows."""
    named = bodies_named({row.body for row in rows if row.body})
    found = {one.pk: one for some in named.values() for one in some.exactly}
    readings = readings_by_cell([question], found.values())
    read = [_read(question, row, named.get(row.body, Named()), today) for row in rows]
    by_body: dict[UUID, list[PlannedAnswer]] = defaultdict(list)
    for one in read:
        if one.body is not None and one.state is State.READY:
            by_body[one.body.pk].append(one)
    return [
        _beside(question, person, one, by_body[one.body.pk], readings[question.pk, one.body.pk])
        if one.body is not None and one.state is State.READY
        else one
        for one in read
    ]


def _read(question: Question, row: AnswerRow, named: Named, today: date) -> PlannedAnswer:
    try:
        body = _body(question, row, named)
        value = _value(question, row)
        source = None if value == NOT_STATED else _source(row, today)
        true_on = _day(row.true_on, "true on")
        if true_on and true_on > today:
            raise _Wrong("The day on which it was true is in the future.")
        if len(row.note) > LONGEST_NOTE:
            raise _Wrong(f"The note is too long: at most {LONGEST_NOTE} characters.")
    except _Wrong as wrong:
        return PlannedAnswer(row, State.WRONG, str(wrong))
    says = (
        "Will be saved as your answer." if row.body in (body.name, body.slug) else f"Means {body.name}. Will be saved."
    )
    return PlannedAnswer(row, State.READY, says, body, value, source, true_on)


def _body(question: Question, row: AnswerRow, named: Named) -> Body:
    if not row.body:
        raise _Wrong("No body is named. Write its name or its code.")
    if len(named.exactly) > 1:
        known = ", ".join(f"{one.name} ({one.slug})" for one in named.exactly[:5])
        raise _Wrong(f"Several bodies are called “{row.body}”. Write the code of the one you mean: {known}.")
    if not named.exactly:
        near = f" Did you mean {' or '.join(one.name for one in named.near)}?" if named.near else ""
        raise _Wrong(f"“{row.body}” is not in the register.{near}")
    (body,) = named.exactly
    if not is_meant_for(body.kind, body.nation, question.for_kinds, question.nations):
        raise _Wrong(f"This question is not for bodies like {body.name}.")
    return body


def _value(question: Question, row: AnswerRow) -> str:
    typed = row.answer.casefold() if question.offered and row.answer.casefold() in question.offered else row.answer
    try:
        return clean_answer(question.answer_kind, typed, question.choices)
    except NotAnAnswer as refusal:
        offered = f" Write one of these: {', '.join((*question.offered, NOT_STATED))}." if question.offered else ""
        why = offered or f" {refusal}"
        raise _Wrong(f"“{row.answer}” is not an answer to this question.{why}") from refusal


def _source(row: AnswerRow, today: date) -> SourceSaid:
    kind = SourceKind.MINUTE if row.meeting or row.met_on else SourceKind.WEB
    said = SourceSaid(
        kind, row.url, _day(row.read_on, "read on"), row.meeting, _day(row.met_on, "met on"), row.item, has_copy=False
    )
    try:
        return checked(said, today)
    except NotASource as refusal:
        column = {"url": "Address", "seen_on": "Read on", "meeting": "Meeting", "met_on": "Met on"}[refusal.field]
        raise _Wrong(f"Column “{column}”: {refusal}") from refusal


def _day(typed: str, column: str) -> date | None:
    try:
        return read_date(typed)
    except NotADate as wrong:
        raise _Wrong(f"Column “{column.capitalize()}”: {wrong}.") from wrong


def _beside(
    question: Question, person: Person, one: PlannedAnswer, rows: Sequence[PlannedAnswer], known: list[Reading]
) -> PlannedAnswer:
    """Weigh a row that is right in itself beside the other rows about its body and what was answered before."""
    assert one.body is not None
    others = [other for other in rows if other.row.line != one.row.line]
    differs = [other for other in others if not same_answer(question.answer_kind, other.value, one.value)]
    if differs:
        says = f"Row {differs[0].row.line} gives another answer for {one.body.name}. Keep the one that is right."
        return PlannedAnswer(one.row, State.WRONG, says, one.body)
    if any(other.row.line < one.row.line for other in others):
        first = min(other.row.line for other in others)
        return PlannedAnswer(one.row, State.KNOWN, f"The same as row {first}. It is saved once.", one.body)
    if str(person.pk) in {reading.by for reading in known}:
        return PlannedAnswer(one.row, State.KNOWN, f"You have answered this about {one.body.name}.", one.body)
    if not may_read(str(person.pk), question.answer_kind, known):
        return PlannedAnswer(one.row, State.KNOWN, f"Two others have answered this about {one.body.name}.", one.body)
    return one
