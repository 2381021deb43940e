"""Asks for a copy for the public with the marks as they stand; puts one aside that is not to be published.

A task makes it (`make_copy`); a second person lets it out (`publish_copy`).
"""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.records.evidence.models import Document, Reading
from dueregard.records.redaction.actions.set_marks import CopyInTheWorks, NoOriginal
from dueregard.records.redaction.models import PublicCopy
from dueregard.records.redaction.queries.forms_of import forms_of
from dueregard.rules.redaction.forms import Form, NotPublishable
from dueregard.rules.text.joining import Seen

COPY_TASK = "dueregard.records.redaction.tasks.make_public_copy"


class NotRead(Exception):
    """The document has not been read to its end, so nobody knows what it hides."""


class NotInTheMaking(Exception):
    """The copy is published, withdrawn or put aside already."""


def stored_marks(document: Document) -> dict[str, str]:
    """Return which marks a copy would be made with now."""
    return {"marks": ",".join(map(str, document.marks.order_by("pk").values_list("pk", flat=True)))}


def prepare_copy(
    *, document: Document, form: Form, title: str, seen: Seen, by: Person, now: datetime
) -> PublicCopy:  # fmt: skip
    """Ask for a copy with the marks that the person has seen.

    Raises: CopyInTheWorks, NoOriginal, NotRead, NotPublishable, ChangedMeanwhile
    """
    with transaction.atomic():
        held = Document.objects.select_for_update().get(pk=document.pk)
        if held.copy_of_id is not None:
            raise NoOriginal
        if held.reading not in {Reading.READ, Reading.PARTLY}:
            raise NotRead
        forms, why_not = forms_of(held)
        if form not in forms:
            raise NotPublishable(says=why_not)
        if held.public_copies.filter(state__in=PublicCopy.OPEN).exists():
            raise CopyInTheWorks
        stored = stored_marks(held)
        if stored != seen.values:
            raise ChangedMeanwhile((), stored)
        marks = [mark.value().as_json() | {"by": str(mark.by_id)} for mark in held.marks.all()]
        looks = [asdict(look.value()) | {"by": str(look.by_id)} for look in held.looks.all()]
        asked = PublicCopy.objects.create(
            document=held, form=form.value, title=" ".join(title.split())[:300], marks=marks, looks=looks,
            prepared_by=by, prepared_at=now,
        )  # fmt: skip
        record_act(by=by, did="prepare_copy", on=asked, at=now, details={"form": form.value, "marks": len(marks)})
        enqueue(COPY_TASK, str(asked.pk))
    return asked


def drop_copy(*, asked: PublicCopy, by: Person, now: datetime) -> None:
    """Put a copy aside that is not to be published; the marks can be changed again. Raises: NotInTheMaking"""
    with transaction.atomic():
        held = PublicCopy.objects.select_for_update().get(pk=asked.pk)
        if not held.is_open:
            raise NotInTheMaking
        held.state, held.decided_by, held.decided_at = PublicCopy.State.DROPPED, by, now
        held.save(update_fields=["state", "decided_by", "decided_at"])
        record_act(by=by, did="drop_copy", on=held, at=now)
