"""Asks a question of every body, and makes its findings public or private."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.findings.models import Question
from dueregard.records.groups.models import Group
from dueregard.rules.findings.answers import AnswerKind


def ask_question(
    *,
    group: Group,
    text: str,
    kind: AnswerKind,
    by: Person,
    now: datetime,
    choices: Sequence[str] = (),
    guidance: str = "",
    part: str = "",
    subject: str = "",
    allowed_months: int | None = None,
) -> Question:
    """Put a question to the documents of a group; `part` and `subject` name the campaign it belongs to."""
    with transaction.atomic():
        question = Question.objects.create(
            group=group,
            text=text,
            kind=kind.value,
            choices=list(choices) if kind is AnswerKind.CHOICE else [],
            guidance=guidance,
            part=part,
            subject=subject,
            allowed_months=allowed_months,
            made_by=by,
            made_at=now,
        )
        record_act(by=by, did="ask_question", on=question, at=now)
    return question


def show_findings(*, question: Question, is_public: bool, by: Person, now: datetime) -> Question:
    """Show the findings of a question to everybody, or to the group alone."""
    with transaction.atomic():
        question = Question.objects.select_for_update().get(pk=question.pk)
        question.is_public = is_public
        question.public_since = (question.public_since or now) if is_public else None
        question.save(update_fields=["is_public", "public_since"])
        mark_changed(kind="finding", keys=map(str, question.findings.values_list("pk", flat=True)))
        record_act(by=by, did="publish_findings" if is_public else "unpublish_findings", on=question, at=now)
    return question
