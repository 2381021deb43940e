"""Receives a file as a document of a group: bytes first, then its row, where it came from, and a line of custody.

The same bytes in the same group are one document, however often they come. Reading comes later, and may fail; the file
stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.store import Kept
from dueregard.foundation.work.actions.add_row import add_row
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.actions.label_document import first_labels, label_document
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.models import Document, Provenance
from dueregard.records.groups.models import Group
from dueregard.records.history.actions import write_entry
from dueregard.rules.documents.labels import union
from dueregard.rules.practice.site_time import real
from dueregard.rules.text.file_names import plain_name

READ_TASK = "dueregard.records.evidence.tasks.read_document"
FIRST_WAIT = timedelta(minutes=5)  # before the sweep gives a document out again
MADE_HERE = {Provenance.Kind.COPY, Provenance.Kind.STRAIGHTENED}
# What is news about a body by itself. A file that came with a reply is told by the reply.
TOLD = {Provenance.Kind.UPLOAD, Provenance.Kind.LINK, Provenance.Kind.TRAINING}


_WITH_BYTES = Asked(
    lambda group, sha256: Document.objects.filter(group=group, sha256=sha256).order_by().values_list("pk", flat=True)
)


class BytesMissing(Exception):
    """The bytes were not put into the store before."""


@dataclass(frozen=True, slots=True)
class Giving:
    """One way by which a document came. `key` says which: the same giving, told twice, is one."""

    kind: Provenance.Kind
    key: str
    at: datetime
    says: str  # in words, for its group
    part: str = ""
    subject: str = ""
    path: str = ""
    url: str = ""
    parent: Document | None = None
    place: str = ""  # where inside the parent
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)


def receive_document(
    *,
    group: Group,
    kept: Kept,
    name: str,
    giving: Giving,
    by: Person | None,
    now: datetime,
    body: Body | None = None,
    title: str = "",
    kind: str = "",
    dated_on: date | None = None,
) -> tuple[Document, bool]:
    """Return the document and whether it is new to the group. `kept` are bytes that the store has already.

    A person's words (title, kind, date) are kept with a new document; a known one keeps what it has.
    Raises: BytesMissing
    """
    if not store.has(kept.sha256):
        raise BytesMissing(kept.sha256)
    name = plain_name(name)
    with transaction.atomic(savepoint=False):  # whoever calls it in a transaction of theirs takes all of it back
        held = hold_log()
        document = _known(group, kept.sha256)
        is_new = document is None
        if document is None:
            document = Document(
                group=group,
                body=body,
                sha256=kept.sha256,
                size=kept.size,
                name=name,
                title=title[:300],
                kind=kind[:40],
                dated_on=dated_on,
                received_at=min(giving.at, now),
                next_try_at=real(now) + FIRST_WAIT,
                checked_at=real(now),
                labels=union([giving.labels, giving.parent.labels if giving.parent else {}]),
                came_in_reply=giving.kind is Provenance.Kind.CORRESPONDENCE
                or (giving.parent is not None and giving.parent.came_in_reply),
                depth=_depth(giving),
                root=(giving.parent.root or giving.parent) if giving.parent else None,
            )
            add_row(document)
            enqueue(READ_TASK, str(document.pk))
            add_row(Provenance(document=document, **_provenance(giving, name=name, body=body, by=by)))
            first_labels(document)
        elif _write_giving(document, giving, name=name, body=body, by=by):
            label_document(document=document)
        else:
            return document, False
        told = {"giving": giving.kind.value, "size": kept.size}
        did = "received" if is_new else "received_again"
        record_custody(document=document, did=did, by=by, now=now, details={**told, **_ids(giving)}, held=held)
        record_act(by=by, did=f"document_{did}", on=document, at=now, details=told)
        if is_new and body is not None and giving.kind in TOLD:
            _tell_history(document, body, giving)
    return document, is_new


def _known(group: Group, sha256: str) -> Document | None:
    """Return the group's document with these bytes, locked. Most files are new: those are asked for by key alone."""
    pk = _WITH_BYTES.first(group.pk, sha256)
    return Document.objects.select_for_update().get(pk=pk) if pk else None


def _write_giving(document: Document, giving: Giving, *, name: str, body: Body | None, by: Person | None) -> bool:
    """Write where it came from; false when that was known. An outer place found later makes it lie less deep."""
    said = _provenance(giving, name=name, body=body, by=by)
    kind, key = said.pop("kind"), said.pop("key")
    _, is_new = Provenance.objects.get_or_create(document=document, kind=kind, key=key, defaults=said)
    depth = _depth(giving)
    if is_new and (depth < document.depth or (document.body_id is None and body is not None)):
        document.depth = min(document.depth, depth)
        document.body = document.body or body
        document.save(update_fields=["depth", "body"])
    return is_new


def _depth(giving: Giving) -> int:
    """Return how many files it lies in. A straightened picture lies in none: it stands beside its photograph."""
    if giving.parent is None:
        return 0
    return giving.parent.depth + (giving.kind is not Provenance.Kind.STRAIGHTENED)


def _provenance(giving: Giving, *, name: str, body: Body | None, by: Person | None) -> dict[str, Any]:
    return {
        "kind": giving.kind,
        "key": giving.key[:200],
        "at": giving.at,
        "name": name,
        "says": giving.says[:300],
        "part": giving.part,
        "subject": giving.subject,
        "body": body,
        "labels": dict(giving.labels),
        "path": giving.path[:300],
        "url": giving.url,
        "parent": giving.parent,
        "place": giving.place[:500],
        "by": by,
    }


def _ids(giving: Giving) -> dict[str, str]:
    """Return what a stranger who checks the log can follow: ids and hashes, no words."""
    # The original of a public copy is named by a commitment, in a line of its own: this one may go to strangers.
    is_inside = giving.parent is not None and giving.kind not in MADE_HERE
    inside = {"inside": giving.parent.sha256} if giving.parent and is_inside else {}
    given = {"part": giving.part, "subject": giving.subject} if giving.part else {}
    return {**inside, **given}


def _tell_history(document: Document, body: Body, giving: Giving) -> None:
    write_entry(
        body=body,
        group=document.group,
        at=giving.at,
        kind="document",
        says=f"{document.group.name} filed “{document}”"[:300],
        part="evidence",
        subject=str(document.pk),
        source="received",
        path=document.get_absolute_url(),
    )
