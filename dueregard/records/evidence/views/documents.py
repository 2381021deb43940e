"""A document, a page of it, the same as data, and the file itself for whoever may have it."""

from hashlib import sha256
from typing import BinaryIO, TypeVar
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.access import document_for, page_for
from dueregard.records.evidence.models import Document
from dueregard.records.evidence.queries.custody_shown import custody_of
from dueregard.records.evidence.queries.document_json import document_as_data
from dueregard.records.evidence.queries.document_page import document_page
from dueregard.records.evidence.queries.page_page import Wanted, page_page, passage_path
from dueregard.rules.documents.passages import anchor, find_words

MOST_TYPED = 500
Answer = TypeVar("Answer", bound=HttpResponseBase)


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def document(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a document."""
    one = document_for(request.person, pk)
    page = document_page(
        one,
        request.person,
        typed=typed(request),
        number=request.GET.get("page", "1"),
        today=localdate(request.now),
    )
    custody = custody_of(one) if page.is_own else ()
    return render(request, "evidence/document.html", {"page": page, "custody": custody})


@require_safe
@open_to(Audience.EVERYBODY)
def document_json(request: SiteRequest, pk: UUID) -> JsonResponse:
    """Answer with what this reader may know of a document, for machines."""
    data = document_as_data(document_for(request.person, pk), request.person)
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def page(request: SiteRequest, pk: UUID, number: int) -> HttpResponse:
    """Show one page, with the words looked for and the passage chosen marked."""
    one = page_for(request.person, pk, number)
    words = request.GET.get("words", "").strip()
    span = find_words(one.text, words) if words else None
    if span:
        return redirect(passage_path(request.path, anchor(one.text, span.start, span.end)))
    start, end, at_ms = (whole_number(request.GET.get(name, "")) for name in ("from", "to", "t"))
    wanted = Wanted(typed(request), start, end, at_ms)
    shown = page_page(one.document, one, request.person, wanted, today=localdate(request.now))
    return render(request, "evidence/page.html", {"page": shown, "words": words})


@require_safe
@open_to(Audience.EVERYBODY)
def original(request: SiteRequest, pk: UUID) -> HttpResponseBase:
    """Hand out the file as a download. Its bytes are a stranger's: never shown in the page, never run."""
    one = document_for(request.person, pk)
    if same := known_already(request, one):
        return same
    response = FileResponse(opened(one), as_attachment=True, filename=one.name, content_type="application/octet-stream")
    return harmless(response, is_public=one.is_public, tag=tag_of(one))


def opened(document: Document) -> BinaryIO:
    """Open the bytes of a document. Raises: Http404, where they are gone; the desk says so, and why"""
    try:
        return store.open_file(document.sha256)
    except FileNotFoundError as reason:
        raise Http404 from reason


def known_already(request: SiteRequest, document: Document, *parts: object) -> HttpResponseBase | None:
    """Set the tag by which a cache asks whether what it has may still be shown; answer when it may.

    Asked after the document was found for this reader, so a copy that was taken back is shown by no cache.
    """
    if not document.is_public or request.person is not None:
        return None
    return get_conditional_response(request, etag=tag_of(document, *parts))


def tag_of(document: Document, *parts: object) -> str:
    """Return the validator of a public copy's bytes, or of something made of them."""
    told = "/".join([document.sha256, str(document.pk), *map(str, parts)])
    return f'"{sha256(told.encode()).hexdigest()[:32]}"'


def harmless(response: Answer, *, is_public: bool, tag: str = "") -> Answer:
    """Send other people's bytes so that nothing in them runs; what is private is kept by nobody on the way.

    What is public may be kept, but not shown without asking here: it may have been taken back.
    """
    if is_public and tag:
        response["ETag"] = tag
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-cache" if is_public else "private, no-store"
    return response


def typed(request: SiteRequest) -> str:
    """Return what the reader looks for."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:MOST_TYPED]


def whole_number(value: str) -> int | None:
    """Return the number that an address holds, or None when it holds something else."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
