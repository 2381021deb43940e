"""A document as data: the same facts as its page, and as little for those outside its group."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.evidence.models import Document, Page
from dueregard.records.evidence.queries.cited import released_at
from dueregard.records.evidence.queries.document_page import belongs_to, came

ABOUT = (
    "A document as this site keeps it. Texts may have been recognised from pictures or speech, and may contain "
    "mistakes."
)
MOST_PAGES = 5000


def document_as_data(document: Document, person: Person | None) -> dict[str, Any]:
    """Return what this person may know of a document that they may open."""
    is_own = belongs_to(document, person)
    body = document.body
    data: dict[str, Any] = {
        "about": ABOUT,
        "id": str(document.pk),
        "url": _absolute(document.get_absolute_url()),
        "title": str(document),
        "file": {"name": document.name, "type": document.media_type, "bytes": document.size, "sha256": document.sha256},
        "kind": document.kind,
        "body": _body(document, body) if body else None,
        "dated_on": document.dated_on,
        "received_on": timezone.localdate(released_at(document)),
        "is_public": document.is_public,
        "commitment": document.commitment or None,
        "reading": {"state": document.reading, "reason": document.reason, "pages": document.pages_read},
        "provenance": [{"on": one.on, "says": one.says} for one in came(document, is_own=is_own)],
        "pages": [_page(document, page) for page in document.pages.order_by("number")[:MOST_PAGES]],
    }
    if is_own:
        data["copy_of_sha256"] = document.copy_of.sha256 if document.copy_of else None
        data["salt"] = document.salt or None
        data["hidden"] = [
            {"channel": one.channel, "where": one.where, "count": one.count}
            for one in ([] if document.copy_of_id else document.hidden_data.all())
        ]
    return data


def _body(document: Document, body: Body) -> dict[str, str]:
    stands = "released_by" if document.came_in_reply else "about"
    return {"name": body.name, "url": _absolute(body.get_absolute_url()), "as": stands}


def _page(document: Document, page: Page) -> dict[str, Any]:
    shown = {
        "number": page.number,
        "label": page.label,
        "url": _absolute(reverse("evidence:page", args=[document.pk, page.number])),
        "source": page.source,
        "text": page.text,
    }
    if page.start_ms is not None:
        shown |= {"start_ms": page.start_ms, "end_ms": page.end_ms}
    return shown


def _absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"
