"""What a package says of a document, as plain data and as text that can be read without the site."""

import re
from collections.abc import Iterator
from typing import Any

from dueregard.records.evidence.models import Document, Provenance

UNSAFE = re.compile(r"[^\w.()\- ]+")
LONGEST = 80


def file_path(document: Document) -> str:
    """Return where a document's bytes lie in a package: the beginning of their hash keeps two of one name apart."""
    return f"files/{document.sha256[:16]}-{_safe(document.name)}"


def text_path(document: Document) -> str:
    """Return where the text of its pages lies."""
    return f"text/{document.sha256[:16]}-{_safe(document.name)}.txt"


def text_of(document: Document) -> Iterator[bytes]:
    """Yield the text of a document, page by page, each under its number."""
    for page in document.pages.order_by("number").iterator(200):
        label = f" ({page.label})" if page.label and page.label != str(page.number) else ""
        yield f"--- page {page.number}{label} ---\n{page.text}\n".encode("utf-8", "replace")


def as_data(document: Document, *, is_whole: bool) -> dict[str, Any]:
    """Return what is known of a document. Its provenances, their parents and its hidden data are prefetched."""
    return {
        "id": str(document.pk),
        "name": document.name,
        "title": document.title,
        "file": f"data/{file_path(document)}" if is_whole else "",
        "text": f"data/{text_path(document)}" if document.pages_read else "",
        "sha256": document.sha256,
        "size": document.size,
        "media_type": document.media_type,
        "kind": document.kind,
        "dated_on": document.dated_on.isoformat() if document.dated_on else "",
        "received_at": document.received_at.isoformat(),
        "body": document.body.name if document.body else "",
        "labels": document.labels,
        "reading": document.reading,
        "reason": document.reason,
        "pages": document.pages_read,
        "copy_of": str(document.copy_of_id or ""),
        "came": [_came(one) for one in document.provenances.all()],
        "hidden_data": [
            {"channel": one.channel, "where": one.where, "count": one.count} for one in document.hidden_data.all()
        ],
    }


def _came(one: Provenance) -> dict[str, str]:
    return {
        "by": one.kind,
        "at": one.at.isoformat(),
        "says": one.says,
        "name": one.name,
        "address": one.url,
        "inside": one.parent.sha256 if one.parent else "",
        "place": one.place,
    }


def _safe(name: str) -> str:
    stem, dot, ending = UNSAFE.sub("_", name).rpartition(".")
    return f"{(stem or ending)[:LONGEST]}{dot}{ending[:10]}" if stem else ending[:LONGEST]
