"""Passages: kept, shown, put into the history of a body or under a page of this site, and let go."""

from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.records.evidence.access import (
    citation_worked_by,
    page_marked_by,
    passage_for,
    passage_marked_by,
    passage_worked_by,
)
from dueregard.records.evidence.actions.cite_passage import AlreadyCited, cite_passage, uncite_passage
from dueregard.records.evidence.actions.mark_passage import StillCited, drop_passage, mark_passage
from dueregard.records.evidence.forms import ClaimForm, PlaceForm, PlacesForm
from dueregard.records.evidence.models import Citation, Passage
from dueregard.records.evidence.queries.passage_page import passage_page
from dueregard.rules.documents.passages import NoPassage


@require_POST
@open_to(Audience.SIGNED_IN)
def mark(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """Keep a passage of a page."""
    page = page_marked_by(request.person, pk, number)
    form = PlacesForm(request.POST)
    if form.is_valid():
        try:
            return redirect(mark_passage(page=page, **form.cleaned_data, by=request.person, now=request.now))
        except NoPassage as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, "Choose the words first. Nothing was saved.")
    return redirect("evidence:page", pk, number)


@require_safe
@open_to(Audience.EVERYBODY)
def passage(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a passage."""
    return _shown(request, passage_for(request.person, pk))


@require_POST
@open_to(Audience.SIGNED_IN)
def claim(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put a passage into the history of the body that released it."""
    one = passage_worked_by(request.person, pk)
    form = ClaimForm(request.POST)
    body = one.document.body
    if body is None:
        messages.error(
            request, "We do not know which body this document came from. Set it on the document’s page first."
        )
        return redirect(one)
    if form.is_valid():
        try:
            cite_passage(
                passage=one,
                part=Citation.HISTORY,
                subject=str(body.pk),
                says=form.cleaned_data["says"],
                path=body.get_absolute_url(),
                body=body,
                by=request.person,
                now=request.now,
            )
            messages.success(request, f"Passage added to the history of {body.name}.")
            return redirect(one)
        except AlreadyCited as refusal:
            form.add_error(None, str(refusal))
    return _shown(request, one, form=form)


@require_POST
@open_to(Audience.SIGNED_IN)
def put_under(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put a passage under a page of this site, as the evidence for what stands there."""
    one = passage_worked_by(request.person, pk)
    place = PlaceForm(request.POST)
    if place.is_valid():
        path = place.cleaned_data["address"]
        try:
            cite_passage(
                passage=one,
                part=Citation.PAGE,
                subject=sha256(path.encode()).hexdigest(),
                says=place.cleaned_data["shows"],
                path=path,
                by=request.person,
                now=request.now,
            )
            messages.success(request, "Passage added to that page. Everyone who can open the page can see it.")
            return redirect(one)
        except AlreadyCited as refusal:
            place.add_error(None, str(refusal))
    return _shown(request, one, place=place)


@require_POST
@open_to(Audience.SIGNED_IN)
def unclaim(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a passage out of the history of a body, or from under a page."""
    citation = citation_worked_by(request.person, pk)
    uncite_passage(citation=citation, by=request.person, now=request.now)
    messages.success(request, "Removed. The passage itself stays.")
    return redirect(citation.passage)


@require_POST
@open_to(Audience.SIGNED_IN)
def drop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let a passage go."""
    one = passage_marked_by(request.person, pk)
    if not is_sure(request):
        says = "Its address stops working, also where others have linked to it. The words themselves stay on the page."
        question = Question("Delete this passage?", says, "Delete the passage", one.get_absolute_url())
        return ask_first(request, question)
    try:
        drop_passage(passage=one, by=request.person, now=request.now)
    except StillCited as refusal:
        messages.error(request, str(refusal))
        return redirect(one)
    messages.success(request, "Passage deleted. The page is as it was.")
    return redirect("evidence:page", one.document_id, one.page)


def _shown(
    request: SiteRequest | SignedInRequest,
    one: Passage,
    *,
    form: ClaimForm | None = None,
    place: PlaceForm | None = None,
) -> HttpResponse:
    page = passage_page(one, request.person, today=localdate(request.now))
    words = {"page": page, "form": form or ClaimForm(), "place": place or PlaceForm()}
    return render(request, "evidence/passage.html", words)
