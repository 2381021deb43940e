"""An administrator makes one entry out of two that are the same body: finds the other, checks all that moves, merges.

What moves and what stands against it is in `queries/merge_page.py`; the writing is in `actions/merge_bodies.py`.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.bodies import access
from dueregard.records.bodies.actions.merge_bodies import (
    CannotMerge,
    ChangedSinceSeen,
    MergedMeanwhile,
    NotChosen,
    merge_bodies,
)
from dueregard.records.bodies.forms import FindEntryForm, MergeForm
from dueregard.records.bodies.queries.merge_page import candidates, merge_page

_CHANGED = (
    "Someone changed one of the two entries while you were reading. Nothing was merged. Your choices are still here: "
    "check them against what the entries say now."
)
_REFUSED = "Nothing was merged."


@open_to(Audience.ADMINISTRATOR)
def find_entry(request: SignedInRequest, slug: str) -> HttpResponse:
    """Look for the other entry of a body."""
    (body,) = access.bodies_to_merge(request.person, slug)
    form = FindEntryForm(request.GET if "q" in request.GET else None)
    found = candidates(body, form.cleaned_data["q"]) if form.is_valid() else []
    return render(request, "bodies/merge_find.html", {"body": body, "form": form, "found": found})


@open_to(Audience.ADMINISTRATOR)
def merge(request: SignedInRequest, slug: str, other_slug: str) -> HttpResponse:
    """Show all that would move into the entry that stays, and merge the two."""
    kept, other = access.bodies_to_merge(request.person, slug, other_slug)
    if kept == other:
        return _one_already(request, slug, other_slug)
    form = MergeForm(request.POST or None, page=merge_page(kept, other))
    if form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            merge_bodies(kept=kept, other=other, chosen=form.chosen, seen=seen, by=request.person, now=request.now)
            messages.success(request, f"Merged. Everything that belonged to “{other.name}” is on this page now.")
            return redirect(access.body_for(slug))
        except MergedMeanwhile:
            return _one_already(request, slug, other_slug)
        except (ChangedSinceSeen, NotChosen):
            form = _again(request, slug, other_slug, _CHANGED)
        except CannotMerge:
            form = _again(request, slug, other_slug, _REFUSED)
    context = {"page": form.page, "form": form}
    return render(request, "bodies/merge.html", context, status=422 if form.errors else 200)


def _again(request: SignedInRequest, slug: str, other_slug: str, says: str) -> MergeForm:
    """Return the form as the two entries are now, with what was chosen, and with what went wrong at its top."""
    page = merge_page(*access.bodies_to_merge(request.person, slug, other_slug))
    sent = request.POST.copy()
    sent["seen"] = page.seen
    form = MergeForm(sent, page=page)
    form.add_error(None, says)
    return form


def _one_already(request: SignedInRequest, slug: str, other_slug: str) -> HttpResponse:
    """Say who merged which entry in the meantime, and lead to what the two are now: one entry, or another pair."""
    kept, other = access.bodies_to_merge(request.person, slug, other_slug)
    merged = access.last_merge_of([slug, other_slug])
    if merged is None:
        messages.info(request, "This is the entry you started from. Choose another one to merge it with.")
        return redirect("find_entry", slug=kept.slug)
    who = f"{merged.by or 'Someone'} merged “{merged.name}” into “{merged.into.name}”"
    if kept == other:
        messages.info(request, f"These are already one entry: {who}. Nothing was changed now.")
        return redirect(kept)
    messages.info(request, f"{who} while you were reading. Nothing was changed now; check the two again.")
    return redirect("merge_bodies", slug=kept.slug, other_slug=other.slug)
