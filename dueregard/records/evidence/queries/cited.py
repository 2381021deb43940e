"""What a citation of a document, a page or a passage needs to know. rules/documents/citation_styles writes it."""

from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dueregard.records.evidence.models import Document, Page
from dueregard.rules.documents.citation_styles import Cited, clock
from dueregard.rules.documents.reading import TextSource


def released_at(document: Document) -> datetime:
    """Return when a document came, as it may be said to whoever opens it.

    A copy made here came when its original did, if the body itself sent that. Otherwise the day of the upload could
    lead to whoever brought it, and the day of publication stands in its place.
    """
    if document.copy_of is None:
        return document.received_at
    return document.copy_of.received_at if document.came_in_reply else document.public_since or document.received_at


def cited_document(document: Document, *, today: date) -> Cited:
    """Return what is known of a whole document."""
    return Cited(
        author=document.body.name if document.body and document.came_in_reply else "",
        title=document.title or document.name,
        dated_on=document.dated_on,
        released_on=timezone.localdate(released_at(document)) if document.came_in_reply else None,
        url=f"{settings.PUBLIC_URL}{document.get_absolute_url()}",
        read_on=today,
        site=settings.SITE_NAME,
        sha256=document.sha256,
    )


def cited_page(page: Page, document: Document, *, today: date, path: str = "", at_ms: int | None = None) -> Cited:
    """Return what is known of a page, or with `path` of a passage on it; in sound, with the moment it begins."""
    address = path or reverse("evidence:page", args=[document.pk, page.number])
    moment = at_ms if at_ms is not None else page.start_ms
    is_sound = page.source == TextSource.TRANSCRIPT and moment is not None
    return replace(
        cited_document(document, today=today),
        url=f"{settings.PUBLIC_URL}{address}",
        page=page.number,
        label=page.label if page.label != str(page.number) else "",
        time=clock(moment) if is_sound and moment is not None else "",
    )
