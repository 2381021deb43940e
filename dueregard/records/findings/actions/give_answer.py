"""Keeps what a person read about a body. Two who agree make a finding; a third decides between two who do not.

Who may answer and decide is decided in rules/findings/answers; a finding ties its passage to the claim.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.actions.cite_passage import cite_passage
from dueregard.records.evidence.models import Passage
from dueregard.records.findings.models import Answer, Finding, Question
from dueregard.rules.findings.answers import (
    NOT_STATED,
    NotAnAnswer,
    Reading,
    answer_of,
    clean_answer,
    may_read,
    may_settle,
)

PART = "finding"  # as the search calls its kind


class AlreadyAnswered(Exception):
    """This person has answered, or two others have."""


class NotYoursToDecide(Exception):
    """Only a third person decides, and only where two differ."""


def give_answer(
    *,
    question: Question,
    body: Body,
    value: str,
    passage: Passage | None,
    by: Person,
    now: datetime,
    note: str = "",
) -> Answer:
    """Answer as the first or the second reader. Raises: NotAnAnswer, AlreadyAnswered"""
    value = _checked(question, value, passage)
    with transaction.atomic():
        Question.objects.select_for_update().get(pk=question.pk)  # two who answer at once take turns
        known = readings_of(question, body)
        if not may_read(str(by.pk), question.answer_kind, known):
            raise AlreadyAnswered("You have already answered this, or two others have. Nothing was changed.")
        order = Answer.Order.SECOND if known else Answer.Order.FIRST
        answer = _kept(question, body, order, value, passage, note, by, now)
        agreed = answer_of(question.answer_kind, readings_of(question, body))
        if agreed is not None:
            first = question.answers.select_related("passage").get(body=body, order=Answer.Order.FIRST)
            _found(question, body, agreed, first.passage or passage, by=by, now=now, was_decided=False)
    return answer


def decide_answer(
    *,
    question: Question,
    body: Body,
    value: str,
    passage: Passage | None,
    by: Person,
    now: datetime,
    note: str = "",
) -> Answer:
    """Decide between two answers that differ. Raises: NotAnAnswer, NotYoursToDecide"""
    value = _checked(question, value, passage)
    with transaction.atomic():
        Question.objects.select_for_update().get(pk=question.pk)
        if not may_settle(str(by.pk), question.answer_kind, readings_of(question, body)):
            raise NotYoursToDecide(
                "A third person decides only when two people have answered and disagree. Nothing was changed."
            )
        answer = _kept(question, body, Answer.Order.DECIDING, value, passage, note, by, now)
        _found(question, body, value, passage, by=by, now=now, was_decided=True)
    return answer


def readings_of(question: Question, body: Body) -> list[Reading]:
    """Return what was answered about a body, in order."""
    answers = question.answers.filter(body=body).order_by("order")
    return [Reading(str(one.by_id), one.value, one.order == Answer.Order.DECIDING) for one in answers]


def _checked(question: Question, value: str, passage: Passage | None) -> str:
    value = clean_answer(question.answer_kind, value, question.choices)
    if passage is None and value != NOT_STATED:
        raise NotAnAnswer("Choose the passage that shows this.")
    return value


def _kept(
    question: Question,
    body: Body,
    order: int,
    value: str,
    passage: Passage | None,
    note: str,
    by: Person,
    now: datetime,
) -> Answer:
    answer = Answer.objects.create(
        question=question, body=body, order=order, value=value, passage=passage, note=note, by=by, at=now
    )
    record_act(by=by, did="give_answer", on=answer, at=now, details={"order": int(order)})
    return answer


def _found(
    question: Question,
    body: Body,
    value: str,
    passage: Passage | None,
    *,
    by: Person,
    now: datetime,
    was_decided: bool,
) -> Finding:
    finding = Finding.objects.create(
        question=question,
        body=body,
        value=value,
        passage=None if value == NOT_STATED else passage,
        was_decided=was_decided,
        found_at=now,
    )
    record_act(by=by, did="find", on=finding, at=now)
    mark_changed(kind=PART, keys=[str(finding.pk)])
    if finding.passage:
        cite_passage(
            passage=finding.passage,
            part=PART,
            subject=str(finding.pk),
            says=f"{question.text} {value}"[:300],
            body=body,
            path=finding.get_absolute_url(),
            by=by,
            now=now,
        )
    return finding
