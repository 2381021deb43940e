"""Takes back what was answered about a body, so that two people read it anew. The audit keeps that it was answered."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.actions.cite_passage import uncite_passage
from dueregard.records.evidence.models import Citation
from dueregard.records.findings.actions.give_answer import PART
from dueregard.records.findings.models import Question


class NothingAnswered(Exception):
    """There is nothing to take back."""


def read_anew(*, question: Question, body: Body, by: Person, now: datetime) -> None:
    """Forget the answers and the finding about one body. Raises: NothingAnswered"""
    with transaction.atomic():
        Question.objects.select_for_update().get(pk=question.pk)
        answers = question.answers.filter(body=body)
        finding = question.findings.filter(body=body).first()
        count = answers.count()
        if not count:
            raise NothingAnswered("Nobody has answered this yet.")
        if finding:
            for citation in Citation.objects.filter(part=PART, subject=str(finding.pk)).select_related("passage"):
                uncite_passage(citation=citation, by=by, now=now)
            mark_changed(kind=PART, keys=[str(finding.pk)])
            finding.delete()
        answers.delete()
        record_act(by=by, did="read_anew", on=question, at=now, details={"body": str(body.pk), "answers": count})
