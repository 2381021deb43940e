"""Takes up shipped questions for a group, each in the version that its pack has now.

A later version of the pack does not change what was asked: it is offered as a question of its own.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.packs.models import PackText
from dueregard.records.findings.models import Question
from dueregard.records.groups.models import Group
from dueregard.rules.findings.answers import AnswerKind
from dueregard.rules.findings.likeness import question_key


class NothingChosen(Exception):
    """No question was chosen, or the group asks all of them already."""


def take_up_questions(*, group: Group, texts: Sequence[PackText], by: Person, now: datetime) -> list[Question]:
    """Ask these of every body for which they make sense; those already asked stay as they are. Raises: NothingChosen"""
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=group.pk)
        known = set(group.questions.exclude(code="").values_list("code", "version"))
        wanted = [text for text in texts if (text.reference, version_of(text)) not in known]
        if not wanted:
            raise NothingChosen("Choose at least one question that your group does not ask yet.")
        taken = [_taken(group, text, by, now) for text in wanted]
        for question in taken:
            record_act(by=by, did="take_up_question", on=question, at=now, details={"code": question.code})
    return taken


def version_of(text: PackText) -> int:
    """Return the version of a shipped question; one that names none is the first."""
    return int(text.meta.get("version", 1))


def _taken(group: Group, text: PackText, by: Person, now: datetime) -> Question:
    meta = text.meta
    kind = AnswerKind(meta.get("takes", AnswerKind.CHOICE.value))
    return Question.objects.create(
        group=group,
        text=text.title,
        guidance=meta.get("help", ""),
        kind=kind.value,
        choices=[one["words"] for one in meta["answers"]] if kind is AnswerKind.CHOICE else [],
        code=text.reference,
        version=version_of(text),
        key=question_key(text.pack_id, text.slug, version_of(text)),
        for_kinds=meta["for_kinds"],
        nations=meta.get("nations", []),
        allowed_months=meta.get("allowed_months"),
        asked_by=[f"{text.pack_id}/request/{slug}" for slug in meta.get("asked_by", [])],
        made_by=by,
        made_at=now,
    )
