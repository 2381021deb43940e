"""Passages: kept, shown, put into the history of a body, and let go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.records.evidence.access import (
    citation_worked_by,
    page_marked_by,
    passage_for,
    passage_marked_by,
    passage_worked_by,
)
from dueregard.records.evidence.actions.cite_passage import AlreadyCited, cite_passage, uncite_passage
from dueregard.records.evidence.actions.mark_passage import StillCited, drop_passage, mark_passage
from dueregard.records.evidence.forms import ClaimForm, PlacesForm
from dueregard.records.evidence.queries.passage_page import passage_page
from dueregard.rules.passages import NoPassage


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
        messages.error(request, "Choose the words first. Nothing was kept.")
    return redirect("evidence:page", pk, number)


@require_safe
@open_to(Audience.EVERYBODY)
def passage(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a passage."""
    page = passage_page(passage_for(request.person, pk), request.person, today=localdate(request.now))
    return render(request, "evidence/passage.html", {"page": page, "form": ClaimForm()})


@require_POST
@open_to(Audience.SIGNED_IN)
def claim(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put a passage into the history of the body that released it."""
    one = passage_worked_by(request.person, pk)
    form = ClaimForm(request.POST)
    body = one.document.body
    if body is None:
        messages.error(request, "Nobody has said which body this document is from. Say so on its page first.")
        return redirect(one)
    if form.is_valid():
        try:
            cite_passage(
                passage=one,
                part="history",
                subject=str(body.pk),
                says=form.cleaned_data["says"],
                path=body.get_absolute_url(),
                body=body,
                by=request.person,
                now=request.now,
            )
            messages.success(request, f"This passage stands in the history of {body.name}.")
            return redirect(one)
        except AlreadyCited as refusal:
            form.add_error(None, str(refusal))
    page = passage_page(one, request.person, today=localdate(request.now))
    return render(request, "evidence/passage.html", {"page": page, "form": form})


@require_POST
@open_to(Audience.SIGNED_IN)
def unclaim(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a passage out of the history of a body."""
    citation = citation_worked_by(request.person, pk)
    uncite_passage(citation=citation, by=request.person, now=request.now)
    messages.success(request, "Taken back. The passage itself stays.")
    return redirect(citation.passage)


@require_POST
@open_to(Audience.SIGNED_IN)
def drop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let a passage go."""
    one = passage_marked_by(request.person, pk)
    try:
        drop_passage(passage=one, by=request.person, now=request.now)
    except StillCited as refusal:
        messages.error(request, str(refusal))
        return redirect(one)
    messages.success(request, "The passage is gone; the page is as it was.")
    return redirect("evidence:page", one.document_id, one.page)
