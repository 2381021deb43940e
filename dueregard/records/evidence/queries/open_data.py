"""The public copies of documents as everyone may take them away, and the text of their pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate

from dueregard.foundation.opendata.queries.offer import Offer, Row
from dueregard.foundation.opendata.queries.written import day, whole
from dueregard.records.evidence.access import documents_for
from dueregard.records.evidence.models import Document
from dueregard.rules.opendata.tables import Column, Filter, Refers, Table, Type, as_said

TABLE = Table(
    name="documents",
    one="document",
    title="Documents",
    says="Copies of documents that groups made for the public. Personal details have been taken out of them.",
    licence=as_said("The body or person that wrote the document keeps the copyright in it."),
    columns=(
        Column("id", Type.TEXT, "What this site calls the copy.", "5e1a9c62-7d21-4c8e-bb0d-2f7f1d6a9c10"),
        Column("title", Type.TEXT, "Its title or the name of the file.", "Prevent action plan 2010-11.pdf"),
        Column(
            "body", Type.TEXT, "The body it is about or came from: its id; may be empty.", "university-of-northport"
        ),
        Column("dated_on", Type.DAY, "The date on it, if it has one.", "2011-03-01", may_miss=True),
        Column("media_type", Type.TEXT, "What kind of file it is.", "application/pdf"),
        Column("size", Type.WHOLE, "Its size in bytes.", 48213),
        Column("pages", Type.WHOLE, "How many of its pages were read.", 3),
        Column("sha256", Type.TEXT, "The hash of its bytes, to check a download.", "9f86d081884c7d65" * 4),
        Column("public_on", Type.DAY, "When it became public.", "2026-11-24"),
        Column("file", Type.ADDRESS, "The file itself.", "https://site.example/documents/5e1a9c62/original/"),
        Column("page", Type.ADDRESS, "Its page on this site.", "https://site.example/documents/5e1a9c62/"),
    ),
    filters=(Filter("body", "Documents of this body.", "university-of-northport"),),
    refers=(Refers("body", "bodies"),),
    since="public_on",
)


def _rows() -> QuerySet[Document]:
    shown = documents_for(None).select_related("body")
    return shown.annotate(public_at=Coalesce("public_since", "received_at"))


def _told(rows: Sequence[Document], now: datetime) -> list[Row]:
    return [_row(one) for one in rows]


def _row(copy: Document) -> Row:
    at: datetime | None = getattr(copy, "public_at", None)
    return {
        "id": str(copy.pk),
        "title": str(copy),
        "body": copy.body.slug if copy.body else "",
        "dated_on": day(copy.dated_on),
        "media_type": copy.media_type,
        "size": copy.size,
        "pages": copy.pages_read,
        "sha256": copy.sha256,
        "public_on": day(localdate(at)) if at else None,
        "file": whole(reverse("evidence:original", args=[copy.pk])),
        "page": whole(copy.get_absolute_url()),
    }


OFFER = Offer(TABLE, _rows, _told, since="public_at", filters={"body": "body__slug"})
