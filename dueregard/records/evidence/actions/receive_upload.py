"""Receives files that a person uploaded, or saved from an address on the web and brings here with that address."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.files.gateways.store import Kept
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.actions.receive_document import Giving, receive_document
from dueregard.records.evidence.models import Document, Provenance
from dueregard.records.groups.models import Group


class NothingUploaded(Exception):
    """No file was added."""


@dataclass(frozen=True, slots=True)
class KeptUpload:
    """A file whose bytes are in the store already, under the name that it had on the person's machine."""

    kept: Kept
    name: str


@dataclass(frozen=True, slots=True)
class Received:
    """What an upload came to: documents that are new to the group, and those it had already."""

    new: tuple[Document, ...]
    known: tuple[Document, ...]
    lines: tuple[tuple[str, Document, bool], ...]  # of each file: its name, its document, and whether that is new


def receive_upload(
    *,
    group: Group,
    files: Sequence[KeptUpload],
    body: Body | None,
    title: str,
    kind: str,
    dated_on: date | None,
    url: str,
    seen_on: date | None,
    by: Person,
    now: datetime,
) -> Received:
    """Make documents of uploaded files, all or none. With `url`, they were saved from there on the UK day `seen_on`.

    A title goes with a single file. The same person who sends the same form twice gives once. Raises: NothingUploaded
    """
    if not files:
        raise NothingUploaded("Add at least one file.")
    with transaction.atomic():
        received = [
            receive_document(
                group=group,
                kept=file.kept,
                name=file.name,
                giving=_giving(url, seen_on, by, now),
                body=body,
                title=title if len(files) == 1 else "",
                kind=kind,
                dated_on=dated_on,
                by=by,
                now=now,
            )
            for file in files
        ]
    new = {document.pk: document for document, is_new in received if is_new}
    known = {document.pk: document for document, is_new in received if not is_new and document.pk not in new}
    lines = tuple((file.name, *one) for file, one in zip(files, received, strict=True))
    return Received(tuple(new.values()), tuple(known.values()), lines)


def _giving(url: str, seen_on: date | None, by: Person, now: datetime) -> Giving:
    today = localdate(now)
    if not url:
        key = f"{by.pk}:{today.isoformat()}"
        return Giving(kind=Provenance.Kind.UPLOAD, key=key, at=now, says=f"{by.name} uploaded it")
    on = seen_on or today
    key = hashlib.sha256(f"{url}\n{on.isoformat()}".encode()).hexdigest()
    says = f"{by.name} saved it from the web on {date_format(on, 'j F Y')}"
    return Giving(kind=Provenance.Kind.LINK, key=key, at=now, says=says, url=url)
