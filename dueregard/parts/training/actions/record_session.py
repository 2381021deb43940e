"""Puts a training session on record, corrects what is said of it, and throws a record away that nobody built on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.training.actions.take_back import PART, changed, hold, index_again
from dueregard.parts.training.models import Session
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.records.history.actions import withdraw_entry, write_entry
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape(
    {
        "title": "title",
        "form": "how it was held",
        "course": "course",
        "body": "public body",
        "provider": "given by",
        "given_to": "given to",
        "held_on": "day",
        "minutes": "length",
        "paid_by": "paid by",
        "notes": "notes",
    },
    by_paragraph=frozenset({"notes"}),
)
PRIVATE = frozenset({"notes"})  # what no visitor ever sees: a change to it takes nothing back
HISTORY_KIND = "training"


class HasStatements(Exception):
    """What somebody quoted is not thrown away with a record."""


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a session. `course` is the reference of a pack's text, or empty; `minutes` may be unknown."""

    title: str
    form: str
    course: str
    provider: str
    given_to: str
    held_on: date
    minutes: int | None
    paid_by: str
    notes: str


def stored_words(session: Session) -> dict[str, Any]:
    """Return what the form begins with."""
    known = {name: getattr(session, name) for name in SHAPE.words if name != "body"}
    return {**known, "minutes": session.minutes or "", "body": session.body.name if session.body else ""}


def record_session(*, group: Group, body: Body | None, about: About, by: Person, now: datetime) -> Session:
    """Put a session on record, private to its group; a body's history has it from the day on which it was held."""
    with transaction.atomic():
        session = Session.objects.create(
            group=group, body=body, made_by=by, made_at=now,
            title=about.title, form=about.form, course=about.course, provider=about.provider,
            given_to=about.given_to, held_on=about.held_on, minutes=about.minutes, paid_by=about.paid_by,
            notes=about.notes,
        )  # fmt: skip
        record_act(by=by, did="record_training", on=session, at=now)
        _tell(session)
        mark_changed(kind=PART, keys=[str(session.pk)])
    return session


def correct_session(
    *, session: Session, wanted: Mapping[str, Any], body: Body | None, seen: Seen, by: Person, now: datetime
) -> Session:
    """Correct a record, joined with what others changed since `seen`; `body` is the one that `wanted` names.

    What was published or asked is taken back, unless only the notes changed. Raises: ChangedMeanwhile
    """
    with transaction.atomic():
        held = hold(session)
        edit = join_edit(stored=stored_words(held), wanted=wanted, seen=seen, shape=SHAPE)
        for name in SHAPE.words:
            if name not in {"body", "minutes"}:
                setattr(held, name, edit.values[name])
        held.minutes = int(edit.values["minutes"]) if edit.values["minutes"] else None
        if "body" in edit.changed:
            held.body = body
        held.save()
        path = held.get_absolute_url()
        record_edit(edit=edit, did="correct_training", on=held, called=held.title, path=path, by=by, at=now)
        if set(edit.changed) - PRIVATE:
            changed(session=held, by=by, now=now)
            withdraw_entry(part=PART, subject=str(held.pk), source="")
            _tell(held)
    return held


def throw_session_away(*, session: Session, by: Person, now: datetime) -> None:
    """Remove a record without statements; its documents stay among the group's. Raises: HasStatements"""
    with transaction.atomic():
        held = hold(session)
        if held.statements.exists():
            raise HasStatements("This record has statements. Remove them first, then throw it away.")
        record_act(by=by, did="throw_training_away", on=held, at=now, details={"held_on": held.held_on.isoformat()})
        withdraw_entry(part=PART, subject=str(held.pk), source="")
        index_again(held)
        held.delete()


def _tell(session: Session) -> None:
    """Write the line of the body's history, on the day of the session."""
    if session.body is None:
        return
    write_entry(
        body=session.body,
        group=session.group,
        at=datetime.combine(session.held_on, time(12), UTC),
        kind=HISTORY_KIND,
        says=f"Training on record: {session.title}. Given by {session.provider}."[:300],
        part=PART,
        subject=str(session.pk),
        path=session.get_absolute_url(),
    )
