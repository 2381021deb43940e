"""The pages of those who keep the guide: what waits, a section to edit, a pack's proposal, a suggestion to answer."""

import tomllib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.packs.actions.edit_text import ChangedMeanwhile, NothingToDecide, TextHasFaults
from dueregard.foundation.packs.gateways.folder import plain
from dueregard.parts.guide import access
from dueregard.parts.guide.actions.answer import AlreadyAnswered, accept_suggestion, decline_suggestion
from dueregard.parts.guide.actions.edit_section import edit_section, keep_our_version, take_packs_version
from dueregard.parts.guide.actions.suggest import NoSuchPassage
from dueregard.parts.guide.forms import AnswerForm, SectionForm
from dueregard.parts.guide.models import Revision, Suggestion
from dueregard.parts.guide.queries.desk import desk_page, editable_tables, proposal_lines
from dueregard.parts.guide.queries.sections import section_to_edit

CHANGED = "Someone else changed this section after you opened it. Your text is below: copy it, then reload the page."


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
    form = SectionForm(request.POST or None, initial=_initial(current))
    if form.is_valid() and _saved(form, current, request):
        messages.success(request, f"“{form.cleaned_data['title']}” is saved. Readers see it now.")
        return redirect("guide:desk")
    context = {"current": current, "form": form, "lines": proposal_lines(current)}
    return render(request, "guide/edit.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def decide(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the pack's newer version of a section, or keep ours."""
    access.editor(request.person)
    current = section_to_edit(slug)
    try:
        if request.POST.get("decision") == "take":
            take_packs_version(section=current.section, by=request.person, now=request.now)
        elif request.POST.get("decision") == "keep":
            keep_our_version(section=current.section, by=request.person, now=request.now)
        else:
            raise Http404
    except NothingToDecide:
        messages.warning(request, "This has already been decided. Nothing was changed.")
    else:
        messages.success(request, "Done. Readers now see the version you chose.")
    return redirect("guide:desk")


@open_to(Audience.SIGNED_IN)
def suggestion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a suggestion, and take the answer to it."""
    shown = access.suggestion_for(request.person, pk)
    form = AnswerForm(request.POST or None, initial={"wording": shown.proposed})
    if shown.is_held and form.is_valid() and _answered(form, shown, request):
        return redirect("guide:desk")
    return render(request, "guide/answer.html", {"suggestion": shown, "form": form}, status=422 if form.errors else 200)


def _initial(current: Revision) -> dict[str, Any]:
    return {
        "title": current.title,
        "summary": current.meta["summary"],
        "wording": current.section.text,
        "facts": editable_tables(current.section.meta),
        "reviewed_on": current.reviewed_on,
        "review_by": current.review_by,
        "seen": current.section.text,
    }


def _saved(form: SectionForm, current: Revision, request: SignedInRequest) -> bool:
    typed = form.cleaned_data
    try:
        tables = tomllib.loads(typed["facts"].replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        form.add_error("facts", f"We could not read this: {error}.")
        return False
    changes = {
        "summary": typed["summary"],
        "reviewed_on": typed["reviewed_on"].isoformat(),
        "review_by": typed["review_by"].isoformat(),
        "facts": plain(tables.get("facts")),
        "tools": plain(tables.get("tools")),
    }
    try:
        edit_section(
            section=current.section,
            title=typed["title"],
            wording=typed["wording"],
            seen=typed["seen"],
            changes=changes,
            note=typed["note"],
            by=request.person,
            now=request.now,
        )
    except TextHasFaults as refusal:
        for fault in refusal.faults:
            place = f"Line {fault.line}: " if fault.line else ""
            form.add_error("facts" if fault.table else "wording", f"{place}{fault.says}")
    except ChangedMeanwhile:
        form.add_error(None, CHANGED)
    return not form.errors


def _answered(form: AnswerForm, shown: Suggestion, request: SignedInRequest) -> bool:
    typed = form.cleaned_data
    try:
        if request.POST.get("decision") == "accept":
            accept_suggestion(
                suggestion=shown, wording=typed["wording"], answer=typed["answer"], by=request.person, now=request.now
            )
            messages.success(request, "Accepted. Readers see the new wording now, with the credit.")
        else:
            decline_suggestion(suggestion=shown, answer=typed["answer"], by=request.person, now=request.now)
            messages.success(request, "Declined. The reader can see why.")
    except AlreadyAnswered:
        messages.warning(request, "Someone else has already answered this suggestion. Nothing was changed.")
    except NoSuchPassage:
        form.add_error(None, "The passage is no longer in the section. Edit the section yourself, then answer.")
    except TextHasFaults as refusal:
        for fault in refusal.faults:
            form.add_error("wording", fault.says)
    return not form.errors
