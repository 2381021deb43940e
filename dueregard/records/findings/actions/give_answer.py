"""Keeps what a person read about a body. Two who agree make a finding; a third decides between two who do not.

Who may answer and decide is decided in rules/findings/answers; a finding ties its passage to the claim.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.actions.cite_passage import cite_passage
from dueregard.records.evidence.models import Document, Passage
from dueregard.records.findings.actions.follow_documents import follow_documents_of
from dueregard.records.findings.models import Answer, Finding, Question, Source
from dueregard.rules.findings.ageing import Confidence, lower, older
from dueregard.rules.findings.answers import (
    NOT_STATED,
    NotAnAnswer,
    Reading,
    answer_of,
    clean_answer,
    may_read,
    may_settle,
)
from dueregard.rules.findings.sources import SourceSaid, checked

PART = "finding"  # as the search calls its kind


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on besides a passage, for which day, and how plainly that says so.

    `copy` is the group's own copy of a web page or minute. Without `true_on` it is the day that the source bears.
    """

    source: SourceSaid | None = None
    copy: Document | None = None
    true_on: date | None = None
    confidence: Confidence = Confidence.PLAIN


NO_SOURCE = Basis()


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
    basis: Basis = NO_SOURCE,
) -> Answer:
    """Answer as the first or the second reader. Raises: NotAnAnswer, NotASource, AlreadyAnswered"""
    value = _checked(question, value, passage, basis, now)
    with transaction.atomic():
        _hold(question)
        known = readings_of(question, body)
        if not may_read(str(by.pk), question.answer_kind, known):
            raise AlreadyAnswered("You have already answered this, or two others have. Nothing was changed.")
        order = Answer.Order.SECOND if known else Answer.Order.FIRST
        answer = _kept(question, body, order, value, passage, note, basis, by, now)
        agreed = answer_of(question.answer_kind, readings_of(question, body))
        if agreed is not None:
            related = question.answers.select_related("passage__document", "source")
            first = related.get(body=body, order=Answer.Order.FIRST)
            _found([first, answer], agreed, by=by, now=now, was_decided=False)
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
    basis: Basis = NO_SOURCE,
) -> Answer:
    """Decide between two answers that differ. Raises: NotAnAnswer, NotASource, NotYoursToDecide"""
    value = _checked(question, value, passage, basis, now)
    with transaction.atomic():
        _hold(question)
        if not may_settle(str(by.pk), question.answer_kind, readings_of(question, body)):
            raise NotYoursToDecide(
                "A third person decides only when two people have answered and disagree. Nothing was changed."
            )
        answer = _kept(question, body, Answer.Order.DECIDING, value, passage, note, basis, by, now)
        _found([answer], value, by=by, now=now, was_decided=True)
    return answer


def readings_of(question: Question, body: Body) -> list[Reading]:
    """Return what was answered about a body, in order."""
    answers = question.answers.filter(body=body).order_by("order")
    return [Reading(str(one.by_id), one.value, one.order == Answer.Order.DECIDING) for one in answers]


def _hold(question: Question) -> None:
    """Let two who answer at once take turns. Raises: NotAnAnswer where a colleague threw the question away meanwhile"""
    if not Question.objects.select_for_update().filter(pk=question.pk).exists():
        raise NotAnAnswer("This question was thrown away while you were reading. Nothing was saved.")


def _checked(question: Question, value: str, passage: Passage | None, basis: Basis, now: datetime) -> str:
    value = clean_answer(question.answer_kind, value, question.choices)
    if passage is None and basis.source is None and value != NOT_STATED:
        raise NotAnAnswer("Choose the passage, web page or minute that shows this.")
    if basis.source:
        checked(basis.source, localdate(now))
    if basis.true_on and basis.true_on > localdate(now):
        raise NotAnAnswer("The day on which this was true is in the future.")
    return value


def day_of(passage: Passage | None, basis: Basis) -> date | None:
    """Return the day on which an answer was true, as its reader says or as its source is dated."""
    if basis.true_on:
        return basis.true_on
    if basis.source:
        return basis.source.day
    if passage is None:
        return None
    document = passage.document
    # What the body itself sent was true when it came; how old another undated paper is, nobody knows.
    return document.dated_on or (localdate(document.received_at) if document.came_in_reply else None)


def _kept(
    question: Question,
    body: Body,
    order: int,
    value: str,
    passage: Passage | None,
    note: str,
    basis: Basis,
    by: Person,
    now: datetime,
) -> Answer:
    answer = Answer.objects.create(
        question=question,
        body=body,
        order=order,
        value=value,
        passage=passage,
        source=_source(question, body, basis, by, now),
        true_on=day_of(passage, basis),
        confidence=basis.confidence.value,
        note=note,
        by=by,
        at=now,
    )
    record_act(by=by, did="give_answer", on=answer, at=now, details={"order": int(order)})
    return answer


def _source(question: Question, body: Body, basis: Basis, by: Person, now: datetime) -> Source | None:
    if basis.source is None:
        return None
    said = checked(basis.source, localdate(now))
    return Source.objects.create(
        group=question.group,
        body=body,
        kind=said.kind.value,
        url=said.url,
        seen_on=said.seen_on,
        meeting=said.meeting,
        met_on=said.met_on,
        item=said.item,
        copy=basis.copy,
        by=by,
        at=now,
    )


def _found(answers: list[Answer], value: str, *, by: Person, now: datetime, was_decided: bool) -> Finding:
    """Write the finding of answers that agree: on the first's source, with the earlier day and the lower confidence."""
    question, body = answers[0].question, answers[0].body
    resting = next((one for one in answers if one.passage_id or one.source_id), answers[0])
    is_silent = value == NOT_STATED
    true_on, sure = answers[0].true_on, Confidence(answers[0].confidence)
    for other in answers[1:]:
        true_on, sure = older(true_on, other.true_on), lower(sure, Confidence(other.confidence))
    finding = Finding.objects.create(
        question=question,
        body=body,
        value=value,
        passage=None if is_silent else resting.passage,
        source=None if is_silent else resting.source,
        true_on=true_on or (localdate(now) if is_silent else None),
        confidence=sure.value,
        was_decided=was_decided,
        found_at=now,
    )
    record_act(by=by, did="find", on=finding, at=now)
    mark_changed(kind=PART, keys=[str(finding.pk)])
    follow_documents_of([finding])
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
