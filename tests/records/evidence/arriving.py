"""Plain functions that let files arrive at a group, as the actions that receive them do."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.store import Kept
from dueregard.records.evidence.actions.read_document import read_document
from dueregard.records.evidence.actions.receive_document import Giving, receive_document
from dueregard.records.evidence.models import Document, Provenance
from dueregard.records.groups.models import Group

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def keep(content: bytes) -> Kept:
    """Put bytes into the store."""
    return Kept(store.put(content), len(content))


def upload(key: str = "", **fields: Any) -> Giving:
    """Return an upload; without a key, one of its own."""
    return Giving(
        **{
            "kind": Provenance.Kind.UPLOAD,
            "key": key or uuid.uuid4().hex,
            "at": NOW,
            "says": "Asha uploaded it",
            **fields,
        }
    )


def receive(group: Group, content: bytes = b"", *, name: str = "minutes.txt", **fields: Any) -> Document:
    """Let a file arrive; without content, one of its own."""
    content = content or f"Minutes of {uuid.uuid4()}".encode()
    document, _ = receive_document(
        **{"group": group, "kept": keep(content), "name": name, "giving": upload(), "by": None, "now": NOW, **fields}
    )
    return document


def read(document: Document, *, worker: str = "a worker") -> Document:
    """Read a document in this process; return it as it is afterwards."""
    read_document(pk=document.pk, worker=worker, clock=timezone.now)
    document.refresh_from_db()
    return document
