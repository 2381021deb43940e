"""One letter or reply: read it, sort it, download its files."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.foundation.files.gateways import store
from dueregard.parts.foi.access import file_for, message_for
from dueregard.parts.foi.actions.record_event import AlreadyRecorded, NotYet
from dueregard.parts.foi.actions.sort_reply import (
    REFERENCE,
    AlreadySorted,
    Meaning,
    sort_reply,
    stored_reference,
)
from dueregard.parts.foi.forms import SortForm, sections_of
from dueregard.parts.foi.queries.message_page import message_page, suggested_answers
from dueregard.rules.casework.events import EventKind, Phase


@require_safe
@open_to(Audience.SIGNED_IN)
def message(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a letter or reply."""
    page = message_page(message_for(request.person, pk), request.person)
    return render(request, "foi/message.html", {"page": page})


@open_to(Audience.SIGNED_IN)
def sort(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask a person what a reply says. Volunteers may sort too: it is reading, not writing to anyone."""
    reply = message_for(request.person, pk)
    if reply.is_sorted and request.method != "POST":
        return redirect("foi:message", reply.pk)
    form = SortForm(
        request.POST or None,
        on=reply.case,
        stored=stored_reference(reply.case),
        shape=REFERENCE,
        person=request.person,
        now=request.now,
        initial={**suggested_answers(reply), "on": timezone.localdate(reply.at)},
        phase=Phase(reply.case.phase),
    )
    if form.is_valid():
        try:
            sort_reply(
                reply=reply,
                meanings=_meanings(form),
                their_reference=form.cleaned_data["their_reference"],
                seen=form.seen,
                by=request.person,
                now=request.now,
            )
            messages.success(request, "Saved. The case shows the next deadline.")
            return redirect(reply.case)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except (AlreadySorted, AlreadyRecorded, NotYet) as refusal:
            form.add_error(None, str(refusal))
    return render(request, "foi/sort.html", {"page": message_page(reply, request.person), "form": form})


@require_safe
@open_to(Audience.SIGNED_IN)
def file(request: SignedInRequest, pk: UUID) -> FileResponse:
    """Serve a file as a download. It comes from a stranger, so it is never shown in the page and never run."""
    attachment = file_for(request.person, pk)
    response = FileResponse(
        store.open_file(attachment.sha256),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _meanings(form: SortForm) -> list[Meaning]:
    """Turn what was ticked into meanings; sections go with a refusal or part release, a new date with an extension."""
    data = form.cleaned_data
    sections = sections_of(data["sections"])
    with_sections = {EventKind.REFUSED, EventKind.RELEASED_IN_PART, EventKind.REVIEW_UPHELD, EventKind.REVIEW_CHANGED}
    with_date = {EventKind.EXTENSION_CLAIMED, EventKind.REVIEW_EXTENDED}
    return [
        Meaning(
            kind=kind,
            on=data["on"],
            sections=sections if kind in with_sections else (),
            until=data["until"] if kind in with_date else None,
        )
        for kind in map(EventKind, data["kinds"])
    ]
