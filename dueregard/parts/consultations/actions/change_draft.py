"""Changes what is to be asked before it is opened: its words and times, and the questions after the first.

Slips that were made say what was asked before, so they stop working.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.parts.consultations.actions.prepare import hold_draft, void_slips
from dueregard.parts.consultations.gateways import keys
from dueregard.parts.consultations.models import Consultation
from dueregard.rules.text.joining import Seen, Shape
from dueregard.rules.text.uk_times import as_typed, uk_instant
from dueregard.rules.votes.papers import MOST_QUESTIONS, Asked, to_plain
from dueregard.rules.votes.questions import Kind, NotAQuestion, question_of

SHAPE = Shape(
    {
        "title": "question",
        "asked_by": "who decided to ask",
        "who": "who may vote",
        "kind": "how they answer",
        "options": "options",
        "most": "how many may be chosen",
        "opens": "when it opens",
        "closes": "when it closes",
        "roll": "how many may vote",
        "quorum": "quorum",
    },
    together=(("kind", "options", "most"), ("opens", "closes"), ("roll", "quorum")),
)


class NoSuchQuestion(LookupError):
    """The question that was to go is not there: somebody else took it out, or put another in its place."""


def stored_words(consultation: Consultation) -> dict[str, str]:
    """Return what the form begins with, as text."""
    is_yes_no = consultation.kind == Kind.YES_NO
    return {
        "title": consultation.title,
        "asked_by": consultation.asked_by,
        "who": consultation.who,
        "kind": consultation.kind,
        "options": "" if is_yes_no else "\n".join(consultation.options),
        "most": str(consultation.most),
        "opens": as_typed(consultation.opens_at),
        "closes": as_typed(consultation.closes_at),
        "roll": str(consultation.roll),
        "quorum": str(consultation.quorum),
    }


def change_draft(
    *, consultation: Consultation, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime
) -> bool:
    """Change it, joined with what others changed since `seen`; tell whether slips stopped working.

    Raises: AlreadyConfirmed, ChangedMeanwhile, NotAQuestion
    """
    with transaction.atomic():
        held = hold_draft(consultation)
        edit = join_edit(stored=stored_words(held), wanted=wanted, seen=seen, shape=SHAPE)
        values = edit.values
        question = question_of(Kind(values["kind"]), values["options"].splitlines(), int(values["most"] or 1))
        held.title, held.asked_by, held.who = values["title"], values["asked_by"], values["who"]
        held.kind, held.options, held.most = question.kind.value, list(question.options), question.most
        if {"opens", "closes"} & set(edit.changed):
            held.opens_at, held.closes_at = _instant(values["opens"]), _instant(values["closes"])
        held.roll, held.quorum = int(values["roll"]), int(values["quorum"])
        had_slips = void_slips(held) if edit.changed else False
        held.save()
        path = held.get_absolute_url()
        record_edit(edit=edit, did="change_consultation", on=held, called=held.title, path=path, by=by, at=now)
    if had_slips:
        keys.destroy_key(held.pk)
    return had_slips


def add_question(*, consultation: Consultation, asked: Asked, by: Person, now: datetime) -> bool:
    """Put a question after the others; tell whether slips stopped working. Raises: AlreadyConfirmed, NotAQuestion"""
    with transaction.atomic():
        held = hold_draft(consultation)
        known = held.asked
        if len(known) >= MOST_QUESTIONS:
            raise NotAQuestion(f"There are {MOST_QUESTIONS} questions already. Ask the others in another vote.")
        if asked.title.casefold() in {one.title.casefold() for one in known}:
            raise NotAQuestion("This question is on the voting paper already.")
        held.further = [*held.further, to_plain(asked)]
        had_slips = _save(held, "add_question", by, now)
    if had_slips:
        keys.destroy_key(held.pk)
    return had_slips


def drop_question(*, consultation: Consultation, number: int, title: str, by: Person, now: datetime) -> bool:
    """Take out a question after the first, by its number and the words it had; tell whether slips stopped working.

    Raises: AlreadyConfirmed, NoSuchQuestion
    """
    with transaction.atomic():
        held = hold_draft(consultation)
        if not 2 <= number <= len(held.asked) or held.asked[number - 1].title != title:
            raise NoSuchQuestion(number)
        held.further = [one for at, one in enumerate(held.further, 2) if at != number]
        had_slips = _save(held, "drop_question", by, now)
    if had_slips:
        keys.destroy_key(held.pk)
    return had_slips


def _save(held: Consultation, did: str, by: Person, now: datetime) -> bool:
    had_slips = void_slips(held)
    held.save(update_fields=["further", "key"])
    record_act(by=by, did=did, on=held, at=now)
    return had_slips


def _instant(text: str) -> datetime:
    return uk_instant(datetime.fromisoformat(text))
