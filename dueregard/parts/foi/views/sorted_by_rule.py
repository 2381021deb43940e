"""What rules sorted without a person: look at a sample, say whether it was right, and undo what was not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import message_for
from dueregard.parts.foi.actions.check_rule import NotSortedByRule, confirm_sorting, undo_sorting
from dueregard.parts.foi.queries.sorted_by_rule import sample_to_check


@require_safe
@open_to(Audience.SIGNED_IN)
def sorted_for_you(request: SignedInRequest) -> HttpResponse:
    """Show a sample of what was sorted this week."""
    page = sample_to_check(request.person, request.now)
    return render(request, "foi/sorted_for_you.html", {"page": page})


@require_POST
@open_to(Audience.SIGNED_IN)
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep whether the rule was right. Volunteers may say so: it is reading, not writing to anyone."""
    reply = message_for(request.person, pk)
    try:
        if request.POST.get("answer") == "right":
            confirm_sorting(reply=reply, by=request.person, now=request.now)
            messages.success(request, "Thank you. Your answer has been saved.")
            return redirect("foi:sorted_for_you")
        undo_sorting(reply=reply, by=request.person, now=request.now)
        messages.success(request, "Undone. Now say what the message means.")
        return redirect("foi:message", reply.pk)
    except NotSortedByRule as refusal:
        messages.error(request, str(refusal))
        return redirect("foi:message", reply.pk)
