"""Looking at places that may be a marked word, each with its picture: black out, or something else."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.evidence.models import Document
from dueregard.records.redaction.access import original_kept_by
from dueregard.records.redaction.actions.look_at_places import (
    NothingTicked,
    TooManyLooks,
    black_out,
    say_something_else,
)
from dueregard.records.redaction.actions.set_marks import CopyInTheWorks, TooManyMarks
from dueregard.records.redaction.forms import PlacesForm
from dueregard.records.redaction.queries.marking import may_mark
from dueregard.records.redaction.queries.near_places import near_lines, places_to_look_at
from dueregard.rules.redaction.marks import NothingMarked

REFUSALS = {
    CopyInTheWorks: "A copy is being made or checked. To change the marks, discard it first.",
    TooManyMarks: "That is more than 2,000 marks. Nothing was marked.",
    TooManyLooks: "That is more than 20,000 places in one document. Nothing was changed.",
    NothingTicked: "Tick the places you have looked at. Nothing was changed.",
    NothingMarked: "The rectangle does not cover any of the page. Nothing was marked.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def places(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the places to look at; write what the person says of those they ticked."""
    document = original_kept_by(request.person, pk)
    typed = request.POST.get("words", "").replace("\x00", "").strip()[:300]
    if request.method == "POST":
        looks = near_lines(document, typed) if typed else places_to_look_at(document)
        form = PlacesForm(request.POST, shown=[line.value for line in looks.lines])
        if form.is_valid():
            _written(request, document, form)
        else:
            messages.error(
                request, "The places have changed since you opened the page. Nothing was changed. Look again."
            )
        return _back(document, typed)
    page = {"document": document, "looks": places_to_look_at(document), "may_mark": may_mark(document)}
    return render(request, "redaction/look_at_places.html", {"page": page, "form": PlacesForm()})


def _written(request: SignedInRequest, document: Document, form: PlacesForm) -> None:
    ticked, by, now = form.places(), request.person, request.now
    try:
        if form.cleaned_data["say"] == PlacesForm.BLACK_OUT:
            black_out(document=document, places=ticked, reason=form.cleaned_data["reason"], by=by, now=now)
            messages.success(request, "Marked. The places you ticked will be black in the copy.")
        else:
            say_something_else(document=document, places=ticked, by=by, now=now)
            messages.success(request, "Noted. The places you ticked can stay.")
    except tuple(REFUSALS) as refusal:
        messages.error(request, REFUSALS[type(refusal)])


def _back(document: Document, typed: str) -> HttpResponseRedirect:
    if not typed:
        return redirect("redaction:look_at_places", document.pk)
    return redirect(f"{reverse('redaction:find_words', args=[document.pk])}?{urlencode({'words': typed})}#near")
