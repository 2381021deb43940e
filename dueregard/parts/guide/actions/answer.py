"""Answers a suggestion: takes it into the section, or says why not. Either way the answer is public from then on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.editing.actions.tell_refused import tell_refused
from dueregard.foundation.packs.actions.edit_text import write_text
from dueregard.foundation.packs.models import PackText
from dueregard.parts.guide.actions.suggest import NoSuchPassage, passage_of
from dueregard.parts.guide.actions.take_up import take_up
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.rules.guide.text import read_passages, replace_passage
from dueregard.rules.text.joining import Seen, Shape


class AlreadyAnswered(Exception):
    """Somebody has answered this suggestion; nothing was changed."""


SHAPE = Shape({"wording": "passage"})


def stored_passage(suggestion: Suggestion) -> dict[str, str]:
    """Return the passage as readers see it now, as Markdown. Raises: NoSuchPassage"""
    current = Revision.objects.filter(section_id=suggestion.section_id, is_current=True).first()
    if current is None:
        raise NoSuchPassage(suggestion.passage)
    return {"wording": passage_of(current, suggestion.passage)}


def accept_suggestion(
    *, suggestion: Suggestion, wording: str, seen: Seen, answer: str, by: Person, now: datetime
) -> Suggestion:
    """Put the wording, as the editor may have smoothed it, in the passage's place in the version readers see now.

    `seen` is the passage that the wording is to take the place of: as the reader saw it, unless the editor was asked
    since. Raises: AlreadyAnswered, NoSuchPassage, ChangedMeanwhile, TextHasFaults
    """
    with _telling_who_was_first(f"To accept it: {answer}", by, now), transaction.atomic():
        suggestion = _held(suggestion)
        take_up(pk=suggestion.section_id, origin=Revision.Origin.PACK, note="", by=None, now=now)
        text = PackText.objects.select_for_update(of=("self",)).select_related("pack").get(pk=suggestion.section_id)
        wanted = {"wording": " ".join(wording.split())}
        edit = join_edit(stored=stored_passage(suggestion), wanted=wanted, seen=seen, shape=SHAPE)
        current = Revision.objects.get(section=text, is_current=True)
        passage = dict(zip(current.passages, read_passages(current.text), strict=True))[suggestion.passage]
        changed = replace_passage(current.text, passage, edit.values["wording"])
        write_text(text=text, values={"wording": changed}, changes={}, by=by, now=now)
        record_edit(
            edit=edit,
            did="edit_pack_text",
            on=text,
            called=text.title,
            path=reverse("guide:edit", args=[text.slug]),
            by=by,
            at=now,
            details={"reference": text.reference},
        )
        note = f"Suggested by {suggestion.credit}." if suggestion.credit else ""
        suggestion.revision = take_up(pk=text.pk, origin=Revision.Origin.SUGGESTION, note=note, by=by, now=now)
        return _answered(suggestion, Suggestion.State.ACCEPTED, answer, by, now)


def decline_suggestion(*, suggestion: Suggestion, answer: str, by: Person, now: datetime) -> Suggestion:
    """Say why it is not taken up. Raises: AlreadyAnswered"""
    with _telling_who_was_first(f"To decline it: {answer}", by, now), transaction.atomic():
        return _answered(_held(suggestion), Suggestion.State.DECLINED, answer, by, now)


@contextmanager
def _telling_who_was_first(wanted: str, by: Person, now: datetime) -> Iterator[None]:
    """Where a suggestion is answered already, tell that person too, with what this one wanted to answer."""
    try:
        yield
    except AlreadyAnswered as refusal:
        answered: Suggestion = refusal.args[0]
        tell_refused(
            to=[answered.answered_by] if answered.answered_by else [],
            called=f"a suggestion for {answered.section.title}",
            path=reverse("guide:suggestions"),
            lines=[("answer", answered.answer, wanted)],
            by=by,
            now=now,
        )
        raise


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
