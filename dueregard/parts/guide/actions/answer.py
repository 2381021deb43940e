"""Answers a suggestion: takes it into the section, or says why not. Either way the answer is public from then on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.packs.actions.edit_text import edit_text
from dueregard.parts.guide.actions.suggest import NoSuchPassage
from dueregard.parts.guide.actions.take_up import take_up
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.rules.guide.text import read_passages, replace_passage


class AlreadyAnswered(Exception):
    """Somebody has answered this suggestion; nothing was changed."""


def accept_suggestion(*, suggestion: Suggestion, wording: str, answer: str, by: Person, now: datetime) -> Suggestion:
    """Put the wording, as the editor may have smoothed it, in the passage's place in the version readers see now.

    Raises: AlreadyAnswered, NoSuchPassage, TextHasFaults
    """
    with transaction.atomic():
        suggestion = _held(suggestion)
        text = suggestion.section
        take_up(pk=text.pk, origin=Revision.Origin.PACK, note="", by=None, now=now)
        current = Revision.objects.get(section=text, is_current=True)
        passages = dict(zip(current.passages, read_passages(current.text), strict=True))
        if suggestion.passage not in passages:
            raise NoSuchPassage(suggestion.passage)
        changed = replace_passage(current.text, passages[suggestion.passage], wording)
        edit_text(text=text, title=text.title, subject="", wording=changed, seen=text.text, by=by, now=now)
        note = f"Suggested by {suggestion.credit}." if suggestion.credit else ""
        revision = take_up(pk=text.pk, origin=Revision.Origin.SUGGESTION, note=note, by=by, now=now)
        suggestion.revision = revision
        return _answered(suggestion, Suggestion.State.ACCEPTED, answer, by, now)


def decline_suggestion(*, suggestion: Suggestion, answer: str, by: Person, now: datetime) -> Suggestion:
    """Say why it is not taken up. Raises: AlreadyAnswered"""
    with transaction.atomic():
        return _answered(_held(suggestion), Suggestion.State.DECLINED, answer, by, now)


def _held(suggestion: Suggestion) -> Suggestion:
    found = Suggestion.objects.select_for_update(of=("self",)).select_related("section").get(pk=suggestion.pk)
    if not found.is_held:
        raise AlreadyAnswered(found)
    return found


def _answered(suggestion: Suggestion, state: str, answer: str, by: Person, now: datetime) -> Suggestion:
    suggestion.state, suggestion.answer = state, answer.strip()
    suggestion.answered_by, suggestion.answered_at = by, now
    suggestion.save()
    record_act(by=by, did="answer_suggestion", on=suggestion, at=now, details={"state": str(state)})
    return suggestion
