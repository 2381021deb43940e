"""The only door to questions and findings. A question belongs to a group; what it made public is for everybody."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.access import body_for
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.access import passages_for
from dueregard.records.evidence.models import Passage
from dueregard.records.findings.models import Finding, Question
from dueregard.records.groups.access import groups_of, groups_worked_by

Row = TypeVar("Row", bound=Model)


def questions_of(person: Person | None) -> QuerySet[Question]:
    """Return the questions of this person's groups."""
    return Question.objects.filter(group__in=groups_of(person)).select_related("group")


def question_for(person: Person | None, pk: UUID) -> Question:
    """Return a question whose documents this person may read and answer from. Raises: Http404"""
    return _found(questions_of(person).filter(pk=pk).first())


def question_worked_by(person: Person | None, pk: UUID) -> Question:
    """Return a question that this person may change or publish. Raises: Http404"""
    return _found(questions_of(person).filter(group__in=groups_worked_by(person), pk=pk).first())


def public_question(pk: UUID) -> Question:
    """Return a question whose findings everybody may read. Raises: Http404"""
    return _found(Question.objects.filter(is_public=True).select_related("group").filter(pk=pk).first())


def findings_for(person: Person | None) -> QuerySet[Finding]:
    """Return the findings this person may read: their groups', and those of public questions."""
    visible = Q(question__is_public=True) | Q(question__group__in=groups_of(person))
    return Finding.objects.filter(visible).select_related("question__group", "body", "passage__document__body")


def finding_for(person: Person | None, pk: UUID) -> Finding:
    """Return a finding this person may read. Raises: Http404"""
    return _found(findings_for(person).filter(pk=pk).first())


def body_asked_about(question: Question, slug: str) -> Body:
    """Return a body of which the group of the question has documents, or an answer. Raises: Http404"""
    known = Q(documents__group=question.group) | Q(answers__question=question)
    return _found(Body.objects.filter(known, pk=body_for(slug).pk).distinct().first())


def own_passages(person: Person, question: Question, body: Body) -> QuerySet[Passage]:
    """Return the passages from which this person may answer: those they kept themselves, in documents about the body.

    What a colleague kept is not offered: it would tell the second reader where the first one looked.
    """
    return passages_for(person).filter(made_by=person, document__group=question.group, document__body=body)


def passage_to_answer_from(person: Person, question: Question, body: Body, pk: UUID) -> Passage | None:
    """Return a passage that this person names, if it is about the body and kept by the group of the question."""
    return passages_for(person).filter(pk=pk, document__group=question.group, document__body=body).first()


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
