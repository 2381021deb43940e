"""A vote that was not opened yet is changed: its words and times, and the questions after the first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.parts.consultations.access import consultation_worked_by
from dueregard.parts.consultations.actions.change_draft import (
    SHAPE,
    NoSuchQuestion,
    add_question,
    change_draft,
    drop_question,
    stored_words,
)
from dueregard.parts.consultations.actions.prepare import FIXED, AlreadyConfirmed
from dueregard.parts.consultations.forms.drafts import DraftForm, QuestionForm
from dueregard.rules.votes.questions import NotAQuestion

VOID = "The slips that you made no longer work: make new ones."


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def change(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a vote before it opens."""
    one = consultation_worked_by(request.person, pk)
    if one.confirmed_at is not None:
        messages.error(request, FIXED)
        return redirect(one)
    form = DraftForm(
        request.POST or None, on=one, stored=stored_words(one), shape=SHAPE, person=request.person, now=request.now
    )
    if form.is_valid():
        try:
            had_slips = change_draft(
                consultation=one, wanted=form.wanted(), seen=form.seen, by=request.person, now=request.now
            )
            messages.success(request, form.saved(f"Saved. {VOID}" if had_slips else "Saved."))
            return redirect(one)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except NotAQuestion as refusal:
            form.add_error("options", str(refusal))
        except AlreadyConfirmed as refusal:
            messages.error(request, str(refusal))
            return redirect(one)
    page = {"form": form, "one": one}
    return render(request, "consultations/change.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add a question after the others."""
    one = consultation_worked_by(request.person, pk)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        try:
            had_slips = add_question(consultation=one, asked=form.asked, by=request.person, now=request.now)
            messages.success(request, f"Added. {VOID}" if had_slips else "Added.")
            return redirect(one)
        except NotAQuestion as refusal:
            form.add_error("title", str(refusal))
        except AlreadyConfirmed as refusal:
            messages.error(request, str(refusal))
            return redirect(one)
    page = {"form": form, "one": one}
    return render(request, "consultations/question.html", page, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def drop(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """Take out a question after the first, after a question."""
    one = consultation_worked_by(request.person, pk)
    asked = dict(enumerate(one.asked, 1)).get(number)
    if asked is None or number == 1:
        raise Http404
    title = request.POST.get("title", asked.title)
    if not is_sure(request):
        says = f"“{asked.title}” goes from the voting paper. Slips that were made stop working."
        return ask_first(request, Question("Remove this question?", says, "Remove it", one.get_absolute_url()))
    try:
        drop_question(consultation=one, number=number, title=title, by=request.person, now=request.now)
        messages.success(request, "Removed.")
    except NoSuchQuestion:
        messages.error(request, "Someone else has changed the questions. Nothing was removed: look again.")
    except AlreadyConfirmed as refusal:
        messages.error(request, str(refusal))
    return redirect(one)
