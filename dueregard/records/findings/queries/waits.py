"""What waits among questions: a second reader, a third where two differ, what a body said. No answer is told here."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.records.findings.access import questions_of, statements_of
from dueregard.records.findings.models import Answer, Finding, Statement
from dueregard.records.todo.queries.kinds import For, Kind, Row, Says, day_of

OF_CELL = ("question__text", "body__name", "question_id", "body__slug")
Order = Answer.Order


def waits(person: Person, today: date) -> tuple[Kind, ...]:
    """Return the kinds of questions, without the cells in which this person has answered."""
    answers = Answer.objects.filter(question__in=questions_of(person).values("pk"))
    cell = {"question": OuterRef("question"), "body": OuterRef("body")}
    others = answers.filter(~Exists(Answer.objects.filter(by=person, **cell)))
    found = Finding.objects.filter(**cell)
    second = Answer.objects.filter(order=Order.SECOND, **cell)
    decided = Answer.objects.filter(order=Order.DECIDING, **cell)
    return (
        Kind(
            code="second-reader",
            one="answer wants a second reader",
            several="answers want a second reader",
            page="findings:questions",
            to=For.GROUP,
            rows=others.filter(~Exists(second), ~Exists(found), order=Order.FIRST),
            group="question__group",
            since=day_of("at"),
            columns=OF_CELL,
            says=lambda row: _says(row, "Read a second time", "Someone has read it once. Say what you find."),
            seen=answers,
            done={"give_answer": "read what {1} says: {0}"},
        ),
        Kind(
            code="third-reader",
            one="pair of answers differs",
            several="pairs of answers differ",
            page="findings:questions",
            to=For.GROUP,
            rows=others.filter(~Exists(decided), ~Exists(found), order=Order.SECOND),
            group="question__group",
            since=day_of("at"),
            columns=OF_CELL,
            says=lambda row: _says(row, "Decide between two answers", "Two people read different things."),
        ),
        Kind(
            code="right-of-reply",
            is_from_outside=True,
            one="right of reply answered",
            several="rights of reply answered",
            page="findings:replies",
            to=For.ACTING,
            rows=statements_of(person).filter(state=Statement.State.WAITING),
            group="link__group",
            since=day_of("at"),
            columns=("claim", "body__name", "pk"),
            says=_said,
            seen=statements_of(person),
            done={
                "show_statement": "showed what {1} says about a claim",
                "keep_back_statement": "kept back what {1} says about a claim",
            },
        ),
    )


def _says(row: Row, what: str, why: str) -> Says:
    question, body, pk, slug = row.words[:4]
    href = reverse("findings:cell", args=[UUID(pk), slug])
    return Says(f"{what}: {body}", f"{question} {why}", href, "Read it")


def _said(row: Row) -> Says:
    claim, body, pk = row.words[:3]
    return Says(f"Right of reply answered: {body}", claim, reverse("findings:see", args=[UUID(pk)]), "See what it says")
