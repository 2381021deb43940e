"""The desk: signatories listed, looked at, listed, asked for more, refused; newer decisions and doubts settled."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.pledge import access
from dueregard.parts.pledge.actions import review
from dueregard.parts.pledge.actions.doubt import AlreadySettled
from dueregard.parts.pledge.actions.doubt import settle_doubt as settle
from dueregard.parts.pledge.actions.prove import CannotProve, record_minute
from dueregard.parts.pledge.forms.asking import WordsForm
from dueregard.parts.pledge.forms.desk import DeskFilterForm, MinuteForm
from dueregard.parts.pledge.models import Signatory
from dueregard.parts.pledge.queries.rows import desk_list
from dueregard.parts.pledge.queries.signatory_page import desk_page
from dueregard.rules.pledge.standing import NotPossible

READS = "The signatory reads this, and it is e-mailed to its contact."


@require_safe
@open_to(Audience.SIGNED_IN)
def signatories(request: SignedInRequest) -> HttpResponse:
    """List every signatory, the newest first."""
    form = DeskFilterForm(request.GET)
    filters = form.filters
    page = desk_list(access.signatories_for(request.person), filters, request.GET.get("page", "1"))
    return render(request, "pledge/desk.html", {"list": page, "form": form, "filters": filters})


@require_safe
@open_to(Audience.SIGNED_IN)
def signatory(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a signatory with all that helps to decide."""
    one = access.signatory_for(request.person, pk)
    return render(request, "pledge/desk_signatory.html", {"page": desk_page(one)})


@require_POST
@open_to(Audience.SIGNED_IN)
def list_it(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Put a signatory on the list."""
    one = access.signatory_for(request.person, pk)
    try:
        seen = request.POST.get("adoption", "")
        review.list_signatory(
            pk=one.pk,
            adoption_seen=int(seen) if seen.isascii() and seen.isdigit() else None,
            by=request.person,
            now=request.now,
        )
        messages.success(request, f"{one.name} is on the list now, and has been told.")
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def more(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask a signatory for something more."""
    one = access.signatory_for(request.person, pk)
    form = WordsForm(request.POST or None, label="What do we need to know or see?", help_text=READS)
    if form.is_valid():
        try:
            words = form.cleaned_data["words"]
            review.want_more(pk=one.pk, words=words, by=request.person, now=request.now)
            messages.success(request, "Asked. It waits for their answer.")
            return redirect(one)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    return _words(request, one, form, "Ask for something more", "Ask", "It is not listed until they have answered.")


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def refuse(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Refuse a signatory, or take one off the list that did not sign."""
    one = access.signatory_for(request.person, pk)
    form = WordsForm(request.POST or None, label="Why?", help_text=READS)
    if form.is_valid():
        try:
            review.refuse(pk=one.pk, words=form.cleaned_data["words"], by=request.person, now=request.now)
            messages.success(request, "Refused. Its page is gone. It can ask again, and you would look at it again.")
            return redirect(one)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
    lede = "For an impostor, a double, or one that may not sign. If it is listed, it leaves the list at once."
    return _words(request, one, form, "Refuse this signatory", "Refuse", lede)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def minute(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record the signed minute that someone has read."""
    one = access.signatory_for(request.person, pk)
    form = MinuteForm(request.POST or None, person=request.person)
    if form.is_valid():
        try:
            source = form.cleaned_data["source"]
            record_minute(pk=one.pk, url=source, document=form.document, by=request.person, now=request.now)
            messages.success(request, "Recorded. The signed minute proves this signatory.")
            return redirect(one)
        except CannotProve as refusal:
            form.add_error(None, str(refusal))
    lede = "A minute that someone here has read proves a signatory without a website, and never runs out by itself."
    return _words(request, one, form, "Record the signed minute", "Record", lede)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a newer decision, and accept it or leave it aside."""
    adoption = access.adoption_for(request.person, pk)
    one = adoption.signatory
    if request.method == "POST":
        try:
            if request.POST.get("decision") == "accept":
                review.accept_adoption(pk=pk, by=request.person, now=request.now)
                messages.success(request, "Everyone reads the newer decision now.")
            elif request.POST.get("decision") == "leave":
                review.turn_down_adoption(pk=pk, by=request.person, now=request.now)
                messages.success(request, "Left aside. Everyone reads the earlier decision, as before.")
            else:
                messages.error(request, "Choose what to do with it. Nothing was changed.")
        except NotPossible as refusal:
            messages.error(request, str(refusal))
        return redirect(one)
    return render(request, "pledge/decision.html", {"page": desk_page(one), "adoption": adoption})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def doubt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a doubt, and write down what came of it."""
    made = access.doubt_for(request.person, pk)
    form = WordsForm(request.POST or None, label="What came of it?", help_text="Only the desk reads this.")
    if form.is_valid():
        try:
            settle(pk=pk, outcome=form.cleaned_data["words"][:500], by=request.person, now=request.now)
            messages.success(request, "Settled.")
            return redirect(made.signatory)
        except AlreadySettled:
            form.add_error(None, "Someone else has settled this already. Your words are below, and are not saved.")
    context = {"doubt": made, "form": form}
    return render(request, "pledge/settle_doubt.html", context, status=422 if form.errors else 200)


def _words(
    request: SignedInRequest, one: Signatory, form: WordsForm | MinuteForm, title: str, verb: str, lede: str
) -> HttpResponse:
    context = {"signatory": one, "form": form, "title": title, "verb": verb, "lede": lede}
    return render(request, "pledge/desk_words.html", context, status=422 if form.errors else 200)
