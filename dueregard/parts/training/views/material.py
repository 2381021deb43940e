"""Documents of a record: added as files or from the group's documents, and taken off again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.training.access import documents_to_add, material_of, session_for
from dueregard.parts.training.actions.add_material import IsQuoted, NothingToAdd, add_material, take_material_off
from dueregard.parts.training.forms import MaterialForm
from dueregard.parts.training.queries.advice import advice
from dueregard.records.evidence.actions.receive_upload import KeptUpload
from dueregard.records.evidence.models import Document
from dueregard.records.evidence.views.kept_files import keep_each, kept_before, signed
from dueregard.records.evidence.views.straightening import straightened_by

MOST_OFFERED = 30
LOST = "The server could not save {}: its disk may be full. Tell the people who run it, then add what is missing again."


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take files, whose bytes are safe before anything else is looked at, and documents of the group."""
    session = session_for(request.person, pk)
    files: list[KeptUpload] = []
    lost: list[str] = []
    if request.method == "POST":
        now_kept, lost = keep_each(request)
        files = [*kept_before(request), *now_kept]
    offered = {str(one.pk): one for one in documents_to_add(request.person, session)[:MOST_OFFERED]}
    posted = request.POST if request.method == "POST" else None
    form = MaterialForm(posted, documents=[(key, str(one)) for key, one in offered.items()])
    if lost:
        form.add_error(None, LOST.format(", ".join(lost[:10])))
    if form.is_valid():
        chosen = [offered[key] for key in form.cleaned_data.get("documents", [])]
        try:
            added = add_material(session=session, files=files, documents=chosen, by=request.person, now=request.now)
            told = f"{len(added)} added. Files are read now, so that you can quote their words."
            messages.success(request, told if added else "The record had all of these already.")
            return redirect(session)
        except NothingToAdd as refusal:
            form.add_error(None, str(refusal))
    page = {
        "form": form,
        "session": session,
        "advice": advice(),
        "kept": [(file.name, file.kept.size, signed(file, request.person)) for file in files],
    }
    return render(request, "training/material.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def straighten(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a photographed slide laid flat; what a person keeps of it is material of the record, too."""
    material = material_of(request.person, pk)
    session = material.session

    def keep(made: Document) -> HttpResponse:
        add_material(session=session, files=[], documents=[made], by=request.person, now=request.now)
        return redirect(session)

    return straightened_by(request, material.document, back=session.get_absolute_url(), keep=keep)


@require_POST
@open_to(Audience.SIGNED_IN)
def take_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a document off a record; it can be added again."""
    material = material_of(request.person, pk)
    try:
        take_material_off(material=material, by=request.person, now=request.now)
        messages.success(request, "Taken off this record. The document is still among your group’s documents.")
    except IsQuoted as refusal:
        messages.error(request, str(refusal))
    return redirect(material.session)
