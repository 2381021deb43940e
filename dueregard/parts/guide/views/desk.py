"""The pages of those who keep the guide: what waits, a section to edit, a pack's proposal, a suggestion to answer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, seen_now
from dueregard.foundation.editing.forms.guarded import sealed, unsealed
from dueregard.foundation.packs.actions.edit_text import NothingToDecide, TextHasFaults, stored_choice
from dueregard.parts.guide import access
from dueregard.parts.guide.actions.answer import AlreadyAnswered, accept_suggestion, decline_suggestion, stored_passage
from dueregard.parts.guide.actions.edit_section import (
    SHAPE,
    edit_section,
    keep_our_version,
    stored_section,
    take_packs_version,
)
from dueregard.parts.guide.actions.suggest import NoSuchPassage
from dueregard.parts.guide.forms import AnswerForm, SectionForm
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.parts.guide.queries.desk import desk_page, proposal_lines
from dueregard.parts.guide.queries.sections import section_to_edit

ANSWERED = "Someone else has already answered this suggestion: their answer is below. Nothing was changed."
UNSEEN = "The section changed while you were deciding, so nothing was decided. This is how the two versions differ now."


@require_safe
@open_to(Audience.SIGNED_IN)
def desk(request: SignedInRequest) -> HttpResponse:
    """Show what waits for an editor."""
    access.editor(request.person)
    return render(request, "guide/desk.html", {"page": desk_page(timezone.localdate(request.now))})


@open_to(Audience.SIGNED_IN)
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a section to edit, and take the edit."""
    access.editor(request.person)
    current = section_to_edit(slug)
    form = SectionForm(
        request.POST or None,
        on=current.section,
        stored=stored_section(current.section),
        shape=SHAPE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid() and _saved(form, current, request):
        messages.success(request, form.saved(f"“{form.cleaned_data['title']}” is saved. Readers see it now."))
        return redirect("guide:desk")
    context = {"current": current, "form": form, "lines": proposal_lines(current)}
    context["seen"] = sealed(seen_now(stored_choice(current.section), request.now), on=current.section)
    return render(request, "guide/edit.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def decide(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the pack's newer version of a section, or keep ours."""
    access.editor(request.person)
    decisions = {"take": take_packs_version, "keep": keep_our_version}
    decide = decisions.get(request.POST.get("decision", ""))
    if decide is None:
        raise Http404
    section = section_to_edit(slug).section
    seen, _ = unsealed(request.POST.get("seen", ""), on=section, now=request.now)
    try:
        decide(section=section, seen=seen, by=request.person, now=request.now)
    except NothingToDecide:
        messages.warning(request, "This has already been decided. Nothing was changed.")
    except ChangedMeanwhile:
        messages.warning(request, UNSEEN)
        return redirect("guide:edit", slug)
    else:
        messages.success(request, "Done. Readers now see the version you chose.")
    return redirect("guide:desk")


@open_to(Audience.SIGNED_IN)
def suggestion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a suggestion, and take the answer to it."""
    shown = access.suggestion_for(request.person, pk)
    form = _answer_form(shown, request)
    if form.is_valid() and _answered(form, shown, request):
        return redirect("guide:desk")
    shown.refresh_from_db(fields=["state", "answer", "answered_by", "answered_at"])
    return render(request, "guide/answer.html", {"suggestion": shown, "form": form}, status=422 if form.errors else 200)


def _answer_form(shown: Suggestion, request: SignedInRequest) -> AnswerForm:
    try:
        stored = stored_passage(shown)
    except NoSuchPassage:
        stored = {"wording": ""}
    return AnswerForm(
        request.POST or None,
        suggestion=shown,
        stored=stored,
        person=request.person,
        now=request.now,
        is_declined=request.POST.get("decision") == "decline",
    )


def _saved(form: SectionForm, current: Revision, request: SignedInRequest) -> bool:
    try:
        edit_section(
            section=current.section,
            wanted=form.typed,
            seen=form.seen,
            note=form.cleaned_data["note"],
            by=request.person,
            now=request.now,
        )
    except TextHasFaults as refusal:
        for fault in refusal.faults:
            place = f"Line {fault.line}: " if fault.line else ""
            form.add_error("facts" if fault.table else "wording", f"{place}{fault.says}")
    except ChangedMeanwhile as meanwhile:
        form.meet(meanwhile)
    return not form.errors


def _answered(form: AnswerForm, shown: Suggestion, request: SignedInRequest) -> bool:
    typed = form.cleaned_data
    try:
        if request.POST.get("decision") == "accept":
            accept_suggestion(
                suggestion=shown,
                wording=typed["wording"],
                seen=form.seen,
                answer=typed["answer"],
                by=request.person,
                now=request.now,
            )
            messages.success(request, form.saved("Accepted. Readers see the new wording now, with the credit."))
        else:
            decline_suggestion(suggestion=shown, answer=typed["answer"], by=request.person, now=request.now)
            messages.success(request, "Declined. The reader can see why.")
    except AlreadyAnswered:
        form.add_error(None, ANSWERED)
    except ChangedMeanwhile as meanwhile:
        form.meet(meanwhile)
    except NoSuchPassage:
        form.add_error(None, "The passage is no longer in the section. Edit the section yourself, then answer.")
    except TextHasFaults as refusal:
        for fault in refusal.faults:
            form.add_error("wording", fault.says)
    return not form.errors
