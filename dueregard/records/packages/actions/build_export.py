"""Makes a package of documents: their bytes hashed anew, where they came from, their text, and the custody log.

Killed half-way it is begun anew. A file whose bytes are not what came is left out and named.
"""

import json
import tempfile
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import BinaryIO

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import slugify

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.foundation.work.models import Worker
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.models import Document
from dueregard.records.evidence.queries.custody_log import log_lines, timestamp_files
from dueregard.records.evidence.queries.document_list import DocumentsWanted, in_state, wanted_documents
from dueregard.records.packages.actions.ask_for_export import BUILD_TASK
from dueregard.records.packages.gateways.package import PackageWriter, hash_and_size, new_package, remove_package
from dueregard.records.packages.models import Export
from dueregard.records.packages.queries.exported import as_data, said_by_others, text_of
from dueregard.rules.documents.package_paths import file_path, text_path
from dueregard.rules.documents.reading import Reason

Clock = Callable[[], datetime]
LEASE = timedelta(minutes=10)  # for one file, however large
KEPT_FOR = timedelta(days=7)
AT_ONCE = 100
README = """This package holds files exactly as a group received them, and says where each came from.

data/files    the files, as they came: they may contain more than their pages show, so check before you share them
data/text     the text of their pages
documents.jsonl  one line of JSON for each file
findings.csv     what the group found in these files: the answer, the words it is based on, and a link for each
redactions.json  which public copies were made, what was blacked out and why; a commitment ties each copy to its
                 original, and where the original is in the package, its salt opens the commitment
custody.jsonl    everything done to these files, in a chain of hashes; lines about other files give only the hash
timestamps       timestamps of the log by an outside authority (RFC 3161)

bagit.py --validate FOLDER checks the files (https://www.rfc-editor.org/rfc/rfc8493). docs/how-to/keep-evidence.md of
Due Regard holds a short script that checks the log.
"""


def build_export(*, pk: uuid.UUID, worker: str, clock: Clock) -> None:
    """Make a package that waits. Safe to run twice: one that is made, or that somebody makes, is left alone."""
    export = _claim(pk, worker, clock())
    if export is None:
        return
    try:
        with new_package(str(export.pk)) as file:
            lost = _write(file, export, clock)
            digest, size = hash_and_size(file)
    except OSError as fault:
        _end(
            export, Export.State.FAILED, clock(), trouble=f"The server could not write the package ({fault.strerror})."
        )
        return
    trouble = f"{lost} files are left out, because they are no longer exactly what came." if lost else ""
    _end(export, Export.State.DONE, clock(), trouble=trouble, sha256=digest, size=size)


def sweep_exports(*, now: datetime) -> int:
    """Give out again what a dead worker held, and remove packages whose time is over. Returns how many were touched."""
    touched = 0
    for export in Export.objects.filter(_lapsed(now), state=Export.State.RUNNING):
        with transaction.atomic():
            if Export.objects.filter(_lapsed(now), pk=export.pk, state=Export.State.RUNNING).update(
                state=Export.State.WAITING, claimed_by="", claimed_until=None
            ):
                enqueue(BUILD_TASK, str(export.pk))
                touched += 1
    for export in Export.objects.filter(state=Export.State.DONE, finished_at__lte=now - KEPT_FOR):
        remove_package(str(export.pk))
        with transaction.atomic():
            Export.objects.filter(pk=export.pk).update(state=Export.State.REMOVED)
            record_act(by=None, did="remove_export", on=export, at=now)
        touched += 1
    return touched


def documents_of(export: Export) -> QuerySet[Document]:
    """Return the documents of a package: what its asker may see now, of its group alone."""
    wanted = DocumentsWanted(**{**export.wanted, "body": _id(export.wanted.get("body"))})
    found = in_state(wanted_documents(wanted, export.asked_by), wanted.state).filter(group=export.group)
    return Document.objects.filter(pk__in=found.order_by().values("pk")).exclude(reason=Reason.ERASED)


def _id(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None


def _write(file: BinaryIO, export: Export, clock: Clock) -> int:
    writer = PackageWriter(file, name=slugify(export.title)[:60] or "documents", at=export.asked_at)
    documents = documents_of(export)
    held = set(documents.values_list("pk", flat=True))
    lost = done = 0
    with tempfile.TemporaryFile() as about:
        related = documents.select_related("body").prefetch_related("provenances__parent", "hidden_data")
        for document in related.order_by("received_at", "pk").iterator(AT_ONCE):
            is_whole = _add_file(writer, document)
            if document.pages_read:
                writer.add_payload(text_path(document.sha256, document.name), text_of(document))
            about.write(f"{json.dumps(as_data(document, is_whole=is_whole, held=held), ensure_ascii=False)}\n".encode())
            lost, done = lost + (not is_whole), done + 1
            _keep(export, clock(), done)
        about.seek(0)
        writer.add_tag("documents.jsonl", iter(lambda: about.read(store.CHUNK), b""))
    for name, chunks in said_by_others(documents, export.group):
        writer.add_tag(name, chunks)
    writer.add_tag("custody.jsonl", (f"{line}\n".encode() for line in log_lines(shown=documents)))
    for name, content in timestamp_files():
        writer.add_tag(f"timestamps/{name}", [content])
    writer.add_tag("README.txt", [README.encode()])
    writer.finish(
        {
            "Source-Organization": export.group.name,
            "External-Description": export.title,
            "Bagging-Date": export.asked_at.date().isoformat(),
            "External-Identifier": str(export.pk),
        }
    )
    return lost


def _add_file(writer: PackageWriter, document: Document) -> bool:
    """Add a file whose bytes are still those that came; say whether they are."""
    try:
        if store.hash_again(document.sha256).sha256 != document.sha256:
            return False
        with store.open_file(document.sha256) as file:
            writer.add_payload(file_path(document.sha256, document.name), iter(lambda: file.read(store.CHUNK), b""))
    except FileNotFoundError:
        return False
    return True


def _claim(pk: uuid.UUID, worker: str, now: datetime) -> Export | None:
    free = Q(state=Export.State.WAITING) | (Q(state=Export.State.RUNNING) & (_lapsed(now) | Q(claimed_by=worker)))
    with transaction.atomic():
        claimed = Export.objects.filter(free, pk=pk).update(
            state=Export.State.RUNNING, claimed_by=worker, claimed_until=now + LEASE, done=0
        )
    return Export.objects.select_related("group", "asked_by").get(pk=pk) if claimed else None


def _keep(export: Export, now: datetime, done: int) -> None:
    Export.objects.filter(pk=export.pk).update(claimed_until=now + LEASE, done=done)


def _lapsed(now: datetime) -> Q:
    return Q(claimed_until__lte=now) | ~Q(claimed_by__in=Worker.objects.alive(now).values("name"))


def _end(
    export: Export, state: Export.State, now: datetime, *, trouble: str, sha256: str = "", size: int | None = None
) -> None:
    with transaction.atomic():
        hold_log()
        Export.objects.filter(pk=export.pk).update(
            state=state, trouble=trouble[:300], sha256=sha256, size=size, finished_at=now, claimed_by=""
        )
        told = {"export": str(export.pk), "state": state.value, "package": sha256}
        record_custody(document=None, did="exported", by=export.asked_by, now=now, details=told)
        record_act(by=None, did="build_export", on=export, at=now, details={"state": state.value})
    if state is Export.State.FAILED:
        with suppress(OSError):
            remove_package(str(export.pk))
