"""What a package says of redaction: which copies were made of its documents, with which marks, and by which hashes.

The words under a mark, the hash of the original and what opens the commitment to it are told only where the package
holds the original, in which everybody can read them.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from dueregard.records.evidence.models import Document
from dueregard.records.groups.models import Group
from dueregard.records.redaction.models import Mark as MarkRow
from dueregard.records.redaction.models import PublicCopy
from dueregard.rules.redaction.marks import Mark, MarkKind

AT_ONCE = 100


def packaged(documents: QuerySet[Document], _group: Group) -> Iterator[bytes]:
    """Yield a JSON list: for each original of these documents that was marked or copied, its marks and its copies."""
    keys = documents.order_by().values("pk")
    held = set(keys.values_list("pk", flat=True))
    originals = Document.objects.filter(Q(pk__in=keys) | Q(public_copies__copy__in=keys)).distinct()
    touched = Q(Exists(PublicCopy.objects.filter(document=OuterRef("pk")))) | Q(
        Exists(MarkRow.objects.filter(document=OuterRef("pk")))
    )
    related = originals.filter(touched).prefetch_related("marks", "public_copies__copy").order_by("received_at", "pk")
    between = "[\n"
    for document in related.iterator(AT_ONCE):
        yield f"{between}{json.dumps(_told(document, held), ensure_ascii=False)}".encode("utf-8", "replace")
        between = ",\n"
    yield b"\n]\n" if between == ",\n" else b"[]\n"


def _told(document: Document, held: set[UUID]) -> dict[str, Any]:
    is_held = document.pk in held
    return {
        "original": {"id": str(document.pk), "sha256": document.sha256 if is_held else "", "is_in_package": is_held},
        "marks": [_mark(one.value(), with_words=is_held) for one in document.marks.all()] if is_held else [],
        "copies": [_copy(one, held) for one in document.public_copies.all() if is_held or one.copy_id in held],
    }


def _copy(asked: PublicCopy, held: set[UUID]) -> dict[str, Any]:
    instants = {
        "asked_at": asked.prepared_at,
        "made_at": asked.made_at,
        "decided_at": asked.decided_at,
        "withdrawn_at": asked.withdrawn_at,
    }
    return {
        "id": str(asked.copy_id or ""),
        "sha256": asked.copy.sha256 if asked.copy else "",
        "is_in_package": asked.copy_id in held,
        "commitment": asked.copy.commitment if asked.copy else "",
        "salt": asked.copy.salt if asked.copy and asked.document_id in held else "",
        "state": asked.state,
        "form": asked.form,
        **{name: at.isoformat() if at else "" for name, at in instants.items()},
        "marks": [_mark(one, with_words=asked.document_id in held) for one in asked.mark_values()],
    }


def _mark(mark: Mark, *, with_words: bool) -> dict[str, Any]:
    """Return a mark: where it lies, in points from the top left corner or in milliseconds, and why."""
    told: dict[str, Any] = {"kind": mark.kind.value, "reason": mark.reason, "page": mark.page}
    if mark.kind is MarkKind.AREA:
        told["rectangle"] = [mark.left, mark.top, mark.right, mark.bottom]
    if mark.kind is MarkKind.SPAN:
        told["milliseconds"] = [mark.start_ms, mark.end_ms]
    if with_words:
        told["words"] = mark.words
    return told
