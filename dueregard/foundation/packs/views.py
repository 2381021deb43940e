"""The administrator's pages of the installed pack: its texts, one text to edit, one proposal to decide on."""

import difflib
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, seen_now
from dueregard.foundation.editing.forms.guarded import sealed, unsealed
from dueregard.foundation.packs import queries
from dueregard.foundation.packs.actions.edit_text import (
    NothingToDecide,
    TextHasFaults,
    edit_text,
    keep_edited,
    stored_choice,
    take_shipped,
)
from dueregard.foundation.packs.forms import TextForm
from dueregard.foundation.packs.models import PackText
from dueregard.rules.packs.shelves import BY_KIND

DECISIONS = {"take": (take_shipped, "The pack's version is in use."), "keep": (keep_edited, "Your version stays.")}

UNSEEN = "The text changed while you were deciding, so nothing was decided. This is how the two versions differ now."


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a comparison: `kind` is same, gone or new."""

    kind: str
    words: str


@open_to(Audience.ADMINISTRATOR)
def pack(request: SignedInRequest) -> HttpResponse:
    """Show what is installed, and where the pack proposes something new."""
    return render(request, "packs/pack.html", {"page": queries.pack_page()})


@open_to(Audience.ADMINISTRATOR)
def text(request: SignedInRequest, pack_id: str, kind: str, slug: str) -> HttpResponse:
    """Show one text and take a change to it."""
    row = _text(pack_id, kind, slug)
    form = TextForm(request.POST or None, text=row, person=request.person, now=request.now)
    if form.is_valid():
        try:
            saved = edit_text(text=row, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
        except TextHasFaults as refusal:
            for fault in refusal.faults:
                place = f"Line {fault.line}: " if fault.line else ""
                form.add_error("subject" if fault.key == "subject" else "wording", f"{place}{fault.says}")
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        else:
            messages.success(request, form.saved(f"“{saved.title}” is saved and in use from now on."))
            return redirect("packs:pack")
    context = {
        "text": row,
        "form": form,
        "seen": sealed(seen_now(stored_choice(row), request.now), on=row),
        "lines": _diff(row),
        "placeholders": queries.placeholders(row) if BY_KIND[row.kind].has_placeholders else [],
    }
    return render(request, "packs/text.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.ADMINISTRATOR)
def decide(request: SignedInRequest, pack_id: str, kind: str, slug: str) -> HttpResponse:
    """Take the shipped version of a text, or keep the edited one."""
    if request.POST.get("decision") not in DECISIONS:
        raise Http404
    act, done = DECISIONS[request.POST["decision"]]
    row = _text(pack_id, kind, slug)
    seen, _ = unsealed(request.POST.get("seen", ""), on=row, now=request.now)
    try:
        act(text=row, seen=seen, by=request.person, now=request.now)
    except NothingToDecide:
        messages.warning(request, "This has already been decided. Nothing was changed.")
    except ChangedMeanwhile:
        messages.warning(request, UNSEEN)
    else:
        messages.success(request, done)
    return redirect("packs:text", pack_id, kind, slug)


def _text(pack_id: str, kind: str, slug: str) -> PackText:
    return get_object_or_404(
        PackText.objects.select_related("pack", "edited_by"), pack_id=pack_id, kind=kind, slug=slug
    )


def _diff(row: PackText) -> list[DiffLine]:
    """Compare the text in use with the shipped one, paragraph by paragraph; empty while nobody has edited it,
    and where no pack ships one."""
    if not row.is_edited or not row.shipped_digest:
        return []
    kinds = {" ": "same", "-": "gone", "+": "new"}
    compared = difflib.ndiff(row.shown_text.splitlines(), row.shown_shipped_text.splitlines())
    return [DiffLine(kinds[line[0]], line[2:]) for line in compared if line[0] in kinds and line[2:].strip()]
