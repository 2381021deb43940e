"""The desk of documents: the group's list with how each stands, another try for what could not be read, uploads."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.store import Kept
from dueregard.records.evidence.access import documents_kept_by
from dueregard.records.evidence.actions.receive_upload import KeptUpload, receive_upload
from dueregard.records.evidence.actions.try_again import MOST_AT_ONCE, NothingToTry, try_again
from dueregard.records.evidence.forms import DocumentFilter, UploadForm
from dueregard.records.evidence.queries.document_list import (
    DocumentsWanted,
    document_list,
    in_state,
    kinds_of_documents,
    wanted_documents,
)
from dueregard.records.groups.access import groups_of

SALT = "documents-kept-for-a-form"
A_DAY = 24 * 60 * 60


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
        more = f" These were the first {count}; do it again for the rest." if count == MOST_AT_ONCE else ""
        messages.success(request, f"{count} {'document is' if count == 1 else 'documents are'} read again.{more}")
    except NothingToTry as refusal:
        messages.info(request, str(refusal))
    return redirect(f"{reverse('evidence:documents')}?{wanted.as_query()}")


@open_to(Audience.SIGNED_IN)
def upload(request: SignedInRequest) -> HttpResponse:
    """Take files for a group. Their bytes are safe before anything else is looked at."""
    files: list[KeptUpload] = []
    trouble = ""
    if request.method == "POST":
        files = _kept_before(request)
        try:
            files += [_keep(file) for file in request.FILES.getlist("uploads")]
        except OSError:
            trouble = (
                "The server could not save the files: its disk may be full, or its store may be out of reach. "
                "Tell the people who run it, then try again."
            )
    form = UploadForm(request.POST or None, person=request.person, has_kept=bool(files) or bool(trouble))
    if trouble:
        form.add_error(None, trouble)
    if form.is_valid():
        received = receive_upload(files=files, by=request.person, now=request.now, **_words(form))
        _tell(request, len(received.new), [document.name for document in received.known])
        return redirect(next(iter(received.new or received.known)) if len(files) == 1 else "evidence:documents")
    kept = [(file.name, file.kept.size, _signed(file, request.person)) for file in files]
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


def _keep(file: "UploadedFile[Any]") -> KeptUpload:
    return KeptUpload(store.put_chunks(file.chunks()), file.name or "")


def _signed(file: KeptUpload, person: Person) -> str:
    """Return what lets this person, and nobody else, name the kept file again with a corrected form."""
    return signing.dumps([file.kept.sha256, file.kept.size, file.name, str(person.pk)], salt=SALT, compress=True)


def _kept_before(request: SignedInRequest) -> list[KeptUpload]:
    """Return the files of the same form, kept when it was sent with a mistake in another field."""
    found = []
    for signed in request.POST.getlist("kept"):
        try:
            digest, size, name, person = signing.loads(signed, salt=SALT, max_age=A_DAY)
        except signing.BadSignature:
            continue
        if person == str(request.person.pk):
            found.append(KeptUpload(Kept(digest, size), name))
    return found


def _words(form: UploadForm) -> dict[str, Any]:
    names = ("group", "body", "title", "kind", "dated_on", "url", "seen_on")
    return {name: form.cleaned_data[name] for name in names}


def _tell(request: SignedInRequest, new: int, known: list[str]) -> None:
    if new:
        messages.success(request, f"{new} {'file is' if new == 1 else 'files are'} safe and will be read now.")
    if known:
        messages.info(request, f"Your group already had this, so it is kept only once: {', '.join(known[:10])}.")
