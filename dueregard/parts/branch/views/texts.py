"""The library of adopted texts: read, added, used again with credit, corrected, shared and taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.parts.branch.access import may_share, text_for, text_of, text_worked_by, texts_for
from dueregard.parts.branch.actions.keep_text import (
    SHAPE,
    NotFit,
    correct_text,
    keep_text,
    share_text,
    stored_words,
    unshare_text,
)
from dueregard.parts.branch.forms import CorrectTextForm, LookedForm, TextForm
from dueregard.parts.branch.models import AdoptedText
from dueregard.parts.branch.queries.library import library, share_page, text_page
from dueregard.records.groups.access import groups_of

ONLY_ACTING = (
    "Everyone can read this text, so only a caseworker of your group can change it. Tell one of them what to correct."
)


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def texts(request: SiteRequest) -> HttpResponse:
    """List the adopted texts that a reader may read."""
    page = library(request.person, number=request.GET.get("page", "1"))
    return render(request, "branch/texts.html", {"page": page})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def text(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show one text."""
    return render(request, "branch/text.html", {"page": text_page(text_for(request.person, pk), request.person)})


@open_to(Audience.SIGNED_IN)
def new(request: SignedInRequest) -> HttpResponse:
    """Add a text, from nothing or from one that a group shared."""
    if not groups_of(request.person).exists():
        return redirect("branch:texts")
    source = _source(request)
    form = TextForm(request.POST or None, person=request.person, initial=_initial(source))
    if form.is_valid():
        kept = keep_text(
            group=form.cleaned_data["group"], wanted=form.cleaned_data, body=form.body_meant, taken_from=source,
            by=request.person, now=request.now,
        )  # fmt: skip
        messages.success(request, "It is in the library. Only your group can see it until you share it.")
        return redirect(kept)
    page = {"form": form, "source": source}
    return render(request, "branch/new_text.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def correct(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Correct a text, or say what came of it."""
    one = text_of(request.person, pk)
    if one.shared_at and not may_share(request.person, one):
        messages.warning(request, ONLY_ACTING)
        return redirect(one)
    form = CorrectTextForm(
        request.POST or None, on=one, stored=stored_words(one), shape=SHAPE, person=request.person, now=request.now
    )
    if form.is_valid():
        try:
            correct_text(
                text=one, wanted=form.typed, body=form.body_meant, seen=form.seen, by=request.person, now=request.now
            )
            messages.success(request, form.saved("Saved."))
            return redirect(one)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except NotFit as refusal:
            form.add_error(None, f"Everyone can read this text. {refusal}")
    return render(request, "branch/correct_text.html", {"form": form, "text": one}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def share(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what everybody would read, and share it."""
    one = text_worked_by(request.person, pk)
    looked = share_page(one)
    form = LookedForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and request.POST.get("looked_at") != looked.digest:
        form.add_error("has_looked", "The text was changed after you opened this page. Read it again; then tick this.")
    if form.is_valid():
        try:
            share_text(text=one, by=request.person, now=request.now)
            messages.success(request, "Shared. Everyone can read it, and use it with credit.")
        except NotFit as refusal:
            messages.error(request, f"{refusal} Nothing was shared.")
        return redirect(one)
    page = {"page": looked, "form": form}
    return render(request, "branch/share.html", page, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def unshare(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let only the group read a text again."""
    one = text_worked_by(request.person, pk)
    unshare_text(text=one, by=request.person, now=request.now)
    messages.success(request, "Only your group can read it now.")
    return redirect(one)


def _source(request: SignedInRequest) -> AdoptedText | None:
    try:
        return texts_for(request.person).filter(pk=UUID(request.GET.get("from", ""))).first()
    except ValueError:
        return None


def _initial(source: AdoptedText | None) -> dict[str, Any]:
    if source is None:
        return {}
    day = f", {source.decided_on:%-d %B %Y}" if source.decided_on else ""
    return {
        "title": source.title,
        "proposed": source.amended or source.proposed,
        "credit": f"After a text of {source.assembly}{day}"[:300],
    }
