"""The desk of documents: the group's list with how each stands, another try for what could not be read, uploads."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.evidence.actions.receive_upload import KeptUpload, receive_upload
from dueregard.records.evidence.actions.try_again import NothingToTry, try_again
from dueregard.records.evidence.forms import DocumentFilter, UploadForm
from dueregard.records.evidence.queries.document_list import (
    DocumentsWanted,
    document_list,
    in_state,
    kinds_of_documents,
    wanted_documents,
)
from dueregard.records.evidence.views.kept_files import keep_each, kept_before, signed
from dueregard.records.groups.access import groups_of


@require_safe
@open_to(Audience.SIGNED_IN)
def documents(request: SignedInRequest) -> HttpResponse:
    """List the documents of the person's groups."""
    form = DocumentFilter(request.GET, kinds=kinds_of_documents(request.person))
    page = document_list(wanted_of(form), request.person, number=request.GET.get("page", "1"))
    groups = groups_of(request.person).order_by("name")
    return render(request, "evidence/list.html", {"page": page, "form": form, "groups": groups})


@require_POST
@open_to(Audience.SIGNED_IN)
def again(request: SignedInRequest) -> HttpResponse:
    """Have documents read again: those ticked, or all of the list that could not be read."""
    wanted = wanted_of(DocumentFilter(request.POST, kinds=kinds_of_documents(request.person)))
    if request.POST.get("all"):
        chosen = in_state(wanted_documents(wanted, request.person), "failed")
    else:
        chosen = documents_kept_by(request.person).filter(pk__in=_ids(request.POST.getlist("document")))
    try:
        count = try_again(documents=chosen, by=request.person, now=request.now)
        messages.success(request, f"{count} {'document is' if count == 1 else 'documents are'} read again.")
    except NothingToTry as refusal:
        messages.info(request, str(refusal))
    return redirect(f"{reverse('evidence:documents')}?{wanted.as_query()}")


@open_to(Audience.SIGNED_IN)
def upload(request: SignedInRequest) -> HttpResponse:
    """Take files for a group. Their bytes are safe before anything else is looked at."""
    files: list[KeptUpload] = []
    trouble = ""
    if request.method == "POST":
        files = kept_before(request)
        kept_now, lost = keep_each(request)
        files += kept_now
        if lost:
            trouble = (
                f"The server could not save {', '.join(lost[:10])}: its disk may be full, or its store may be out of "
                "reach. Tell the people who run it, then add what is missing again."
            )
    form = UploadForm(request.POST or None, person=request.person, has_kept=bool(files) or bool(trouble))
    if trouble:
        form.add_error(None, trouble)
    if form.is_valid():
        received = receive_upload(files=files, by=request.person, now=request.now, **_words(form))
        if len(files) > 1:
            return render(request, "evidence/uploaded.html", {"received": received})
        _tell(request, len(received.new), [document.name for document in received.known])
        return redirect(next(iter(received.new or received.known)))
    kept = [(file.name, file.kept.size, signed(file, request.person)) for file in files]
    return render(request, "evidence/upload.html", {"form": form, "kept": kept})


def _ids(typed: list[str]) -> list[UUID]:
    found = []
    for one in typed:
        with suppress(ValueError):
            found.append(UUID(one))
    return found


def wanted_of(form: DocumentFilter) -> DocumentsWanted:
    """Return what a filter asks for; what it does not understand asks for all."""
    form.is_valid()
    known = form.cleaned_data
    return DocumentsWanted(
        state=known.get("state", ""),
        body=known.get("body"),
        kind=known.get("kind", ""),
        case=known.get("case", "").replace("\x00", ""),
        name=known.get("name", ""),
    )


def _words(form: UploadForm) -> dict[str, Any]:
    names = ("group", "body", "title", "kind", "dated_on", "url", "seen_on")
    return {name: form.cleaned_data[name] for name in names}


def _tell(request: SignedInRequest, new: int, known: list[str]) -> None:
    if new:
        messages.success(request, f"{new} {'file is' if new == 1 else 'files are'} safe and will be read now.")
    if known:
        messages.info(request, f"Your group already had this, so it is kept only once: {', '.join(known[:10])}.")
