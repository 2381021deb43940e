"""Packages of documents: asking for one, seeing how far it is, fetching it."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.evidence.forms import DocumentFilter
from dueregard.records.evidence.queries.document_list import in_state, kinds_of_documents, wanted_documents
from dueregard.records.evidence.views.desk import wanted_of
from dueregard.records.evidence.views.documents import harmless
from dueregard.records.packages.access import export_for
from dueregard.records.packages.actions.ask_for_export import NothingToExport, ask_for_export
from dueregard.records.packages.forms import ExportForm
from dueregard.records.packages.gateways.package import open_package
from dueregard.records.packages.models import Export
from dueregard.records.packages.queries.export_page import export_list, export_page


@open_to(Audience.SIGNED_IN)
def exports(request: SignedInRequest) -> HttpResponse:
    """List the packages, or ask for one more."""
    if request.method == "POST":
        return _ask(request)
    page = export_list(request.person, number=request.GET.get("page", "1"))
    return render(request, "packages/exports.html", {"page": page})


@require_safe
@open_to(Audience.SIGNED_IN)
def export(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show how far a package is."""
    return render(request, "packages/export.html", {"page": export_page(export_for(request.person, pk))})


@require_safe
@open_to(Audience.SIGNED_IN)
def package(request: SignedInRequest, pk: UUID) -> FileResponse:
    """Hand out a finished package. Raises: Http404"""
    found = export_for(request.person, pk)
    if found.state != Export.State.DONE:
        raise Http404
    try:
        content = open_package(str(found.pk))
    except FileNotFoundError:
        raise Http404 from None
    name = f"documents-{found.asked_at:%Y-%m-%d}.zip"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    return harmless(response, is_public=False)


def _ask(request: SignedInRequest) -> HttpResponse:
    wanted = wanted_of(DocumentFilter(request.POST, kinds=kinds_of_documents(request.person)))
    form = ExportForm(request.POST, person=request.person)
    if not form.is_valid():
        messages.error(request, "Choose the group, and name the package. Nothing was made.")
        return redirect("evidence:documents")
    group = form.cleaned_data["group"]
    chosen = in_state(wanted_documents(wanted, request.person), wanted.state).filter(group=group)
    kept = {**asdict(wanted), "body": str(wanted.body or "")}
    try:
        asked = ask_for_export(
            group=group,
            wanted=kept,
            total=chosen.count(),
            title=form.cleaned_data["title"],
            by=request.person,
            now=request.now,
        )
    except NothingToExport as refusal:
        messages.info(request, str(refusal))
        return redirect("evidence:documents")
    return redirect("packages:export", asked.pk)
