"""The questions that may be answered from one passage: those of its group, about the body its document is from."""

from dataclasses import dataclass

from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.evidence.models import Passage
from dueregard.records.findings.access import questions_of
from dueregard.records.findings.queries.cells import Cell, cell_of, readings_by_cell


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """A question with what stands in its cell."""

    text: str
    href: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class PassageQuestions:
    """Everything the page shows."""

    quote: str
    passage_path: str
    body: str
    choices: tuple[QuestionChoice, ...]


def questions_for_passage(passage: Passage, person: Person) -> PassageQuestions | None:
    """Return the questions, or None where the person is no member or nobody knows the body."""
    document = passage.document
    body = document.body
    questions = list(questions_of(person).filter(group=document.group_id).order_by("made_at"))
    if body is None:
        return None
    readings = readings_by_cell(questions, [body])
    choices = tuple(
        QuestionChoice(
            one.text,
            f"{reverse('findings:cell', args=[one.pk, body.slug])}?passage={passage.pk}",
            cell_of(one, body, person, readings[one.pk, body.pk]),
        )
        for one in questions
    )
    return PassageQuestions(passage.quote, passage.get_absolute_url(), body.name, choices)
