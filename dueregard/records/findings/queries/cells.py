"""What stands in one cell of body and question, for one person: the answer, how far it has come, what they may do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.findings.models import Answer, Question
from dueregard.rules.findings.answers import Reading, Standing, answer_of, may_read, may_settle, standing_of, visible_to

Key = tuple[UUID, UUID]  # of the question, of the body
SAID = {
    Standing.UNREAD: ("quiet", "Not read yet"),
    Standing.READ_ONCE: ("wait", "Read once"),
    Standing.DISAGREED: ("soon", "Answers differ"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid."""

    question: str
    value: str  # the agreed answer, or what this person answered
    tone: str
    words: str
    href: str
    may_read: bool
    may_settle: bool
    is_standing: bool


def readings_by_cell(questions: Iterable[Question], bodies: Iterable[Body]) -> dict[Key, list[Reading]]:
    """Return the answers of every cell, in order, with one query."""
    found: dict[Key, list[Reading]] = defaultdict(list)
    answers = Answer.objects.filter(question__in=list(questions), body__in=list(bodies))
    for question, body, order, value, by in answers.order_by("order").values_list(
        "question_id", "body_id", "order", "value", "by_id"
    ):
        found[question, body].append(Reading(str(by), value, order == Answer.Order.DECIDING))
    return found


def cell_of(question: Question, body: Body, person: Person, readings: list[Reading]) -> Cell:
    """Return a cell as this person may see it: nobody else's answer until two have answered."""
    kind, who = question.answer_kind, str(person.pk)
    standing = standing_of(kind, readings)
    answer = answer_of(kind, readings)
    own = [one.value for one in visible_to(who, kind, readings) if one.by == who]
    tone, words = SAID.get(standing, ("good", ""))
    if answer is None and own:
        words = "You have answered; waiting for a second reader" if standing is Standing.READ_ONCE else words
    return Cell(
        question=question.text,
        value=answer or (own[0] if own else ""),
        tone=tone,
        words=words,
        href=reverse("findings:cell", args=[question.pk, body.slug]),
        may_read=may_read(who, kind, readings),
        may_settle=may_settle(who, kind, readings),
        is_standing=answer is not None,
    )
