"""Replies that seem only to acknowledge: read them on one page, sort the ticked ones in one act, and take that back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import messages_of
from dueregard.parts.foi.actions.sort_together import Together, sort_together, undo_together
from dueregard.parts.foi.models import Correspondence
from dueregard.parts.foi.models.correspondence import Direction
from dueregard.parts.foi.queries.acknowledgements import PER_PAGE, acknowledging, together_page, unsorted_replies
from dueregard.parts.foi.queries.desk import uuid_in


@open_to(Audience.SIGNED_IN)
def acknowledgements(request: SignedInRequest) -> HttpResponse:
    """Show them; then sort those that were ticked. Volunteers may sort too: it is reading, not writing to anyone."""
    if request.method != "POST":
        return _page(request)
    ticked = _ticked(request)
    if not ticked:
        return _page(request, problem="Tick at least one reply.", status=422)
    still = unsorted_replies(request.person).filter(pk__in=[reply.pk for reply in ticked])
    kinds = {each.reply.pk: each.kind for each in acknowledging(still)}
    return _page(request, done=sort_together(replies=ticked, kinds=kinds, by=request.person, now=request.now))


@require_POST
@open_to(Audience.SIGNED_IN)
def undo(request: SignedInRequest) -> HttpResponse:
    """Take back what this person has just sorted."""
    undone = undo_together(replies=_ticked(request), by=request.person, now=request.now)
    if number := len(undone.done):
        messages.success(request, f"{number} {'reply is' if number == 1 else 'replies are'} unsorted again.")
    for body, why in undone.left_out:
        messages.warning(request, f"{body}: {why}")
    return redirect("foi:acknowledgements")


def _ticked(request: SignedInRequest) -> list[Correspondence]:
    """Return the replies that were named and that this person may sort; no more than a page holds."""
    named = [pk for text in request.POST.getlist("reply")[:PER_PAGE] if (pk := uuid_in(text))]
    replies = messages_of(request.person).filter(pk__in=named, direction=Direction.IN)
    return list(replies.select_related("case__body").order_by("at", "created_at", "pk"))


def _page(
    request: SignedInRequest, *, done: Together | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    page = together_page(request.person, request.GET.get("page", "1"))
    return render(request, "foi/acknowledgements.html", {"page": page, "done": done, "problem": problem}, status=status)
