"""What a package says of a document, as plain data and as text that can be read without the site."""

from collections.abc import Container, Iterator
from importlib import import_module
from typing import Any, Protocol, cast
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from dueregard.records.evidence.models import Document, Provenance
from dueregard.records.groups.models import Group
from dueregard.rules.documents.package_paths import file_path, text_path


class Packaged(Protocol):
    """What a module of `settings.PACKAGED` offers."""

    def packaged(self, documents: QuerySet[Document], group: Group) -> Iterator[bytes]:
        """Yield the bytes of a file about these documents, of what this group may see."""


def said_by_others(documents: QuerySet[Document], group: Group) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the files that other apps add to a package of these documents, each with its name."""
    for name, path in settings.PACKAGED.items():
        yield name, cast(Packaged, import_module(path)).packaged(documents, group)


def text_of(document: Document) -> Iterator[bytes]:
    """Yield the text of a document, page by page, each under its number."""
    for page in document.pages.order_by("number").iterator(200):
        label = f" ({page.label})" if page.label and page.label != str(page.number) else ""
        yield f"--- page {page.number}{label} ---\n{page.text}\n".encode("utf-8", "replace")


def as_data(document: Document, *, is_whole: bool, held: Container[UUID]) -> dict[str, Any]:
    """Return what is known of a document; hashes only of what the package holds (`held`).

    Its provenances, their parents and its hidden data are prefetched.
    """
    return {
        "id": str(document.pk),
        "name": document.name,
        "title": document.title,
        "file": f"data/{file_path(document.sha256, document.name)}" if is_whole else "",
        "text": f"data/{text_path(document.sha256, document.name)}" if document.pages_read else "",
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
        "commitment": document.commitment,
        "came": [_came(one, held) for one in document.provenances.all()],
        "hidden_data": [
            {"channel": one.channel, "where": one.where, "count": one.count} for one in document.hidden_data.all()
        ],
    }


def _came(one: Provenance, held: Container[UUID]) -> dict[str, str]:
    return {
        "by": one.kind,
        "at": one.at.isoformat(),
        "says": one.says,
        "name": one.name,
        "address": one.url,
        "inside": one.parent.sha256 if one.parent and one.parent_id in held else "",
        "place": one.place,
    }
