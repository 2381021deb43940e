"""Ties documents to a record: new files, which evidence receives, and documents that the group has already."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.training.actions.take_back import PART, changed, hold
from dueregard.parts.training.models import Material, Session
from dueregard.records.evidence.actions.receive_document import Giving, receive_document
from dueregard.records.evidence.actions.receive_upload import KeptUpload
from dueregard.records.evidence.models import Document, Provenance

KIND = "training material"


class NothingToAdd(ValueError):
    """No file and no document was named."""


class OfAnotherGroup(ValueError):
    """A document of one group is not put under a record of another."""


class IsQuoted(Exception):
    """A statement quotes the document."""


def add_material(
    *, session: Session, files: Sequence[KeptUpload], documents: Sequence[Document], by: Person, now: datetime
) -> tuple[Material, ...]:
    """Add files and documents to a record; what it has already stays as it is. Raises: NothingToAdd, OfAnotherGroup"""
    if not files and not documents:
        raise NothingToAdd("Add a file, or choose a document your group has.")
    with transaction.atomic():
        held = hold(session)
        if any(document.group_id != held.group_id for document in documents):
            raise OfAnotherGroup("That document belongs to another group. Nothing was added.")
        received: Sequence[Document] = ()
        if files:
            giving = Giving(
                kind=Provenance.Kind.TRAINING, key=str(held.pk), at=now, part=PART, subject=str(held.pk),
                says=f"{by.name} added it to a record of training", path=held.get_absolute_url(),
            )  # fmt: skip
            received = [_receive(held, file, giving, by, now) for file in files]
        added = []
        for document in dict.fromkeys([*received, *documents]):
            known = {"added_by": by, "added_at": now}
            row, is_new = Material.objects.get_or_create(session=held, document=document, defaults=known)
            if is_new:
                added.append(row)
                record_act(by=by, did="add_training_material", on=row, at=now)
        if added:
            changed(session=held, by=by, now=now)
    return tuple(added)


def _receive(session: Session, file: KeptUpload, giving: Giving, by: Person, now: datetime) -> Document:
    document, _ = receive_document(
        group=session.group, kept=file.kept, name=file.name, giving=giving, body=session.body, kind=KIND,
        dated_on=session.held_on, by=by, now=now,
    )  # fmt: skip
    return document


def take_material_off(*, material: Material, by: Person, now: datetime) -> None:
    """Take a document off a record; it stays among the group's documents. Raises: IsQuoted"""
    with transaction.atomic():
        held = hold(material.session)
        if held.statements.filter(document=material.document_id).exists():
            raise IsQuoted("A statement quotes this document. Correct or remove the statement first.")
        record_act(by=by, did="take_training_material_off", on=material, at=now)
        material.delete()
        changed(session=held, by=by, now=now)
