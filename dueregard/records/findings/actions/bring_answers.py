"""Saves the ready rows of a table of answers, each as its person's own: somebody else still answers after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dueregard.foundation.accounts.models import Person
from dueregard.records.findings.actions.give_answer import AlreadyAnswered, Basis, give_answer
from dueregard.records.findings.models import Question
from dueregard.records.findings.queries.answer_plan import PlannedAnswer, State
from dueregard.rules.findings.answers import NotAnAnswer


class NothingReady(Exception):
    """No row of the table can be saved."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The lines that were saved, and those that a colleague was quicker with."""

    saved: tuple[int, ...]
    held: tuple[int, ...]


def bring_answers(*, question: Question, planned: Sequence[PlannedAnswer], by: Person, now: datetime) -> Brought:
    """Save each ready row in a transaction of its own, so that one refused row loses no other. Raises: NothingReady"""
    ready = [one for one in planned if one.state is State.READY]
    if not ready:
        raise NothingReady("No row is ready. Correct the rows below, then check again.")
    saved, held = [], []
    for one in ready:
        assert one.body is not None
        try:
            give_answer(
                question=question,
                body=one.body,
                value=one.value,
                passage=None,
                note=one.row.note,
                basis=Basis(source=one.source, true_on=one.true_on),
                by=by,
                now=now,
            )
            saved.append(one.row.line)
        except (AlreadyAnswered, NotAnAnswer):
            held.append(one.row.line)
    return Brought(tuple(saved), tuple(held))
