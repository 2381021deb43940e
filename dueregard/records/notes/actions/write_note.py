"""Writes, changes and removes a group's private note. The audit says that it happened, never what it says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.records.areas.models import Area
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group, Meeting
from dueregard.records.notes.models import Note
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape({"text": "note"}, by_paragraph=frozenset({"text"}))


def write_note(*, group: Group, beside: Body | Area | Meeting, text: str, by: Person, now: datetime) -> Note:
    """Add a note of a group beside a body, an area or a meeting."""
    kind = {Body: "body", Area: "area", Meeting: "meeting"}[type(beside)]
    with transaction.atomic():
        note = Note.objects.create(group=group, **{kind: beside}, text=text, by=by, at=now)
        record_act(by=by, did="write_group_note", on=note, at=now, details={"beside": kind})
    return note


def change_note(*, note: Note, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Note:
    """Change a note, joined with what others changed since `seen`. Raises: ChangedMeanwhile, Note.DoesNotExist"""
    with transaction.atomic():
        rows = Note.objects.select_for_update(of=("self",)).select_related("body", "area", "meeting")
        note = rows.get(pk=note.pk)
        edit = join_edit(stored={"text": note.text}, wanted=wanted, seen=seen, shape=SHAPE)
        if edit.changed:
            note.text, note.changed_by, note.changed_at = edit.values["text"], by, now
            note.save(update_fields=["text", "changed_by", "changed_at"])
        called, path = f"note on {note.beside}", note.beside.get_absolute_url()
        record_edit(edit=edit, did="change_group_note", on=note, called=called, path=path, by=by, at=now)
    return note


def remove_note(*, note: Note, by: Person, now: datetime) -> None:
    """Remove a note for good, also from every network. Removing twice changes nothing."""
    with transaction.atomic():
        if Note.objects.filter(pk=note.pk).select_for_update().first() is not None:
            record_act(by=by, did="remove_group_note", on=note, at=now)
            Note.objects.filter(pk=note.pk).delete()
