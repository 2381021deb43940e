"""Complaints about personal data: the public form, and the list on which administrators answer for them."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.website.actions.file_complaint import file_complaint
from dueregard.website.actions.settle_complaint import (
    AlreadyAcknowledged,
    AlreadyAnswered,
    acknowledge_complaint,
    answer_complaint,
)
from dueregard.website.forms import ComplaintForm, OutcomeForm
from dueregard.website.models import DataComplaint

TOO_MANY = "Too many complaints came in at once, so yours has not been saved. Wait a minute, then send it again."


@open_to(Audience.EVERYBODY)
@never_cache
def complain(request: SiteRequest) -> HttpResponse:
    """Take a complaint from anybody, without an account."""
    form = ComplaintForm(request.POST or None)
    if form.is_valid() and not ratelimit.consume(request, action="complaint"):
        form.add_error(None, TOO_MANY)
        return render(request, "website/complaint/form.html", {"form": form}, status=429)
    if form.is_valid():
        file_complaint(**form.cleaned_data, by=request.person, now=request.now)
        return redirect("complaint_received")
    return render(request, "website/complaint/form.html", {"form": form})


@open_to(Audience.EVERYBODY)
def received(request: HttpRequest) -> HttpResponse:
    """Say that it is kept, and what happens next."""
    return render(request, "website/complaint/received.html")


@open_to(Audience.ADMINISTRATOR)
def complaints(request: SignedInRequest) -> HttpResponse:
    """List complaints, the newest first."""
    return render(request, "website/complaint/list.html", {"complaints": DataComplaint.objects.all()})


@open_to(Audience.ADMINISTRATOR)
def complaint(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one complaint, and take what was done about it."""
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        try:
            answer_complaint(pk=pk, outcome=form.cleaned_data["outcome"], by=request.person, now=request.now)
        except AlreadyAnswered:
            form.add_error(None, "Someone else has already answered this. Their answer is above; yours is not saved.")
        else:
            return redirect("complaint", pk)
    shown = get_object_or_404(DataComplaint, pk=pk)
    status = 422 if form.errors else 200
    return render(request, "website/complaint/one.html", {"complaint": shown, "form": form}, status=status)


@open_to(Audience.ADMINISTRATOR)
@require_POST
def acknowledged(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Write down that the complainant was told that it arrived."""
    try:
        acknowledge_complaint(pk=get_object_or_404(DataComplaint, pk=pk).pk, by=request.person, now=request.now)
    except AlreadyAcknowledged:
        messages.info(request, "Someone else has already acknowledged this.")
    return redirect("complaint", pk)
