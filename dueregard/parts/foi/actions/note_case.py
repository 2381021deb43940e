"""Writes, changes and removes a colleague's note on a case. The audit says that it happened, never what it says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.parts.foi.models import Case, CaseNote
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape({"text": "note"}, by_paragraph=frozenset({"text"}))


def write_note(*, case: Case, text: str, by: Person, now: datetime) -> CaseNote:
    """Add a note to a case."""
    with transaction.atomic():
        note = CaseNote.objects.create(case=case, text=text, by=by, at=now)
        record_act(by=by, did="write_note", on=note, at=now)
    return note


def change_note(*, note: CaseNote, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> CaseNote:
    """Change a note, joined with what others changed since `seen`. Raises: ChangedMeanwhile, CaseNote.DoesNotExist"""
    with transaction.atomic():
        note = CaseNote.objects.select_for_update(of=("self",)).select_related("case__body").get(pk=note.pk)
        edit = join_edit(stored={"text": note.text}, wanted=wanted, seen=seen, shape=SHAPE)
        if edit.changed:
            note.text, note.changed_by, note.changed_at = edit.values["text"], by, now
            note.save(update_fields=["text", "changed_by", "changed_at"])
        called, path = f"note on {note.case.body.name}", note.case.get_absolute_url()
        record_edit(edit=edit, did="change_note", on=note, called=called, path=path, by=by, at=now)
    return note


def remove_note(*, note: CaseNote, by: Person, now: datetime) -> None:
    """Remove a note for good. Removing twice changes nothing."""
    with transaction.atomic():
        if CaseNote.objects.filter(pk=note.pk).select_for_update().first() is not None:
            record_act(by=by, did="remove_note", on=note, at=now)
            CaseNote.objects.filter(pk=note.pk).delete()
