"""An answer that lies on a website: fetched, not fetched, and the last day to do so."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import message_for
from dueregard.parts.foi.actions.collect_answer import (
    HasADay,
    NothingToCollect,
    deny_last_day,
    mark_collected,
    mark_not_collected,
    tell_last_day,
)
from dueregard.parts.foi.forms.replies import LastDayForm
from dueregard.parts.foi.models import Correspondence

DONE = {
    "collected": (mark_collected, "Marked as downloaded. Record what you downloaded in the case."),
    "waiting": (mark_not_collected, "Marked as not downloaded. We remind you until its last day."),
    "no-day": (deny_last_day, "Removed. Save the right day if you know it."),
}


@require_POST
@open_to(Audience.SIGNED_IN)
def collect(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Write down what a person says about the answer behind a link. Volunteers may, too: it is reading."""
    reply = message_for(request.person, pk)
    make = request.POST.get("make", "")
    try:
        if make == "day":
            _tell(request, reply)
        elif make in DONE:
            act, says = DONE[make]
            act(reply=reply, by=request.person, now=request.now)
            messages.success(request, says)
    except (HasADay, NothingToCollect) as refusal:
        messages.error(request, str(refusal))
    return redirect("foi:message", reply.pk)


def _tell(request: SignedInRequest, reply: Correspondence) -> None:
    form = LastDayForm(request.POST)
    if form.is_valid():
        tell_last_day(reply=reply, on=form.cleaned_data["on"], by=request.person, now=request.now)
        messages.success(request, "Saved. We remind you on your desk until then.")
    else:
        messages.error(request, " ".join(map(str, form.errors["on"])))
