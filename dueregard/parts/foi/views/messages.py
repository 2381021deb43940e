"""One letter or reply: read it, sort it, download its files."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.files.gateways import store
from dueregard.parts.foi.access import file_for, message_for
from dueregard.parts.foi.queries.message_page import message_page


@require_safe
@open_to(Audience.SIGNED_IN)
def message(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a letter or reply."""
    page = message_page(message_for(request.person, pk), request.person)
    return render(request, "foi/message.html", {"page": page})


@require_safe
@open_to(Audience.SIGNED_IN)
def file(request: SignedInRequest, pk: UUID) -> FileResponse:
    """Serve a file as a download. It comes from a stranger, so it is never shown in the page and never run."""
    attachment = file_for(request.person, pk)
    try:
        kept = store.open_file(attachment.sha256)
    except FileNotFoundError as reason:  # it was erased
        raise Http404 from reason
    response = FileResponse(
        kept,
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
