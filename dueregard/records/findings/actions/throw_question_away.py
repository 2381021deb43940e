"""Throwing away a question that nobody has answered."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.findings.models import Question
from dueregard.records.findings.queries.unanswered import ANSWERED, may_be_thrown_away


class AlreadyAnswered(Exception):
    """Somebody has answered it: what a person read is not thrown away."""


def throw_question_away(*, question: Question, by: Person, now: datetime) -> None:
    """Remove an unanswered question; the activity log keeps its words. Raises: AlreadyAnswered

    Whoever answers holds the same row, so that an answer comes before or not at all.
    """
    with transaction.atomic():
        question = Question.objects.select_for_update().get(pk=question.pk)
        if not may_be_thrown_away(question):
            raise AlreadyAnswered(ANSWERED)
        kept = {"text": question.text, "guidance": question.guidance, "kind": question.kind}
        record_act(by=by, did="throw_away", on=question, at=now, details=kept)
        question.delete()
