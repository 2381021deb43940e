"""Importing e-mails from files: the form, and what happened to them."""

from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.mail.actions.store_email import CouldNotStore
from dueregard.parts.foi.actions.bring_in_emails import NothingInside, bring_in_emails
from dueregard.parts.foi.forms.replies import ImportForm
from dueregard.parts.foi.queries.import_page import import_page
from dueregard.records.groups.access import group_worked_for

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AGAIN = "The database was busy. What was stored is safe; add the same files again to import the rest."


@open_to(Audience.SIGNED_IN)
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Accept files with e-mails for a group."""
    form = ImportForm(request.POST or None, request.FILES or None, person=request.person)
    if form.is_valid():
        group = form.cleaned_data["group"]
        files = ((file.name, file.read()) for file in form.cleaned_data["uploads"])
        try:
            done = bring_in_emails(files=files, group=group, by=request.person, now=request.now)
            # The instant identifies the upload: every e-mail in it was stored under the same one.
            at = (request.now - EPOCH) // timedelta(microseconds=1)
            return redirect(f"{reverse('foi:imported', args=[group.slug, at])}?known={done.known}")
        except NothingInside as refusal:
            form.add_error("uploads", str(refusal))
        except CouldNotStore:
            form.add_error(None, AGAIN)
    return render(request, "foi/import.html", {"form": form})


@require_safe
@open_to(Audience.SIGNED_IN)
def imported(request: SignedInRequest, slug: str, at: int) -> HttpResponse:
    """Show what has happened to the e-mails of one upload. Raises: Http404"""
    group = group_worked_for(request.person, slug)
    known = request.GET.get("known", "0")
    try:
        moment = EPOCH + timedelta(microseconds=at)
    except OverflowError:
        raise Http404 from None
    page = import_page(
        group=group,
        at=moment,
        known=int(known) if known.isascii() and known.isdigit() and len(known) < 7 else 0,
        person=request.person,
        page=request.GET.get("page", "1"),
    )
    return render(request, "foi/import_result.html", {"page": page})
