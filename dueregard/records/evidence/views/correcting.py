"""Correcting what is said of a document after it came: its title, its type, the body it is about."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.records.evidence.access import document_kept_by
from dueregard.records.evidence.actions import correct_document as correcting
from dueregard.records.evidence.forms import CorrectForm


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def correct(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a correction. A copy follows its original."""
    document = document_kept_by(request.person, pk)
    if document.copy_of_id:
        return redirect("evidence:correct", document.copy_of_id)
    form = CorrectForm(
        request.POST or None,
        on=document,
        stored=correcting.stored_words(document),
        shape=correcting.SHAPE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            correcting.correct_document(
                document=document, wanted=form.typed, body=form.body_meant, seen=form.seen,
                by=request.person, now=request.now,
            )  # fmt: skip
            messages.success(request, form.saved("Saved. The file itself is as it was."))
            return redirect(document)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except correcting.PublicUnderAnotherBody as refusal:
            form.add_error("body", str(refusal))
    context = {"form": form, "document": document}
    return render(request, "evidence/correct.html", context, status=422 if form.errors else 200)
