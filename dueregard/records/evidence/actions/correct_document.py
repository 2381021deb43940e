"""Corrects what a person said of a document: its title, its type, the body it is about. The file itself never changes.

A body is not changed under a public copy: the copy, its history and its citations name it. It is withdrawn first.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.models import Document, Provenance
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape({"title": "title", "kind": "type of document", "body": "public body"})


class PublicUnderAnotherBody(ValueError):
    """A public copy names the body."""


def stored_words(document: Document) -> dict[str, str]:
    """Return what the form begins with."""
    return {"title": document.title, "kind": document.kind, "body": document.body.name if document.body else ""}


def correct_document(
    *, document: Document, wanted: Mapping[str, Any], body: Body | None, seen: Seen, by: Person, now: datetime
) -> Document:
    """Correct the three, joined with what others changed since `seen`; `body` is the one that `wanted` names.

    Raises: ChangedMeanwhile, PublicUnderAnotherBody
    """
    with transaction.atomic():
        hold_log()
        rows = Document.objects.select_for_update(of=("self",)).select_related("body")
        document = rows.get(pk=document.pk)
        edit = join_edit(stored=stored_words(document), wanted=wanted, seen=seen, shape=SHAPE)
        if "body" in edit.changed:
            _change_body(document, body)
        document.title, document.kind = edit.values["title"], edit.values["kind"]
        document.save(update_fields=["title", "kind", "body"])
        path = document.get_absolute_url()
        record_edit(edit=edit, did="correct_document", on=document, called=str(document), path=path, by=by, at=now)
        if edit.changed:
            record_custody(document=document, did="corrected", by=by, now=now, details={"fields": list(edit.changed)})
            mark_changed(kind="document", keys=[str(document.pk)])
    return document


def _change_body(document: Document, body: Body | None) -> None:
    if document.copies.exclude(public_since=None).exists():
        was = document.body.name if document.body else "no body"
        raise PublicUnderAnotherBody(f"A public copy names {was}. Withdraw the copy first, then correct the body.")
    by_hand = [Provenance.Kind.UPLOAD, Provenance.Kind.LINK]
    document.provenances.filter(kind__in=by_hand, body=document.body).update(body=body)
    document.copies.update(body=body)
    document.body = body
