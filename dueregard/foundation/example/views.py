"""The page of the invented county: load it, see how far it is, what to try in it, and remove it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.example.actions.load_example import CannotLoad, ask_for_example, load_again
from dueregard.foundation.example.actions.remove_example import BeingMade, NotHere, remove_example
from dueregard.foundation.example.queries.pieces import people, things_to_try
from dueregard.foundation.example.queries.standing import standing

GONE = "The example county is gone, and everything that hung on it. Search catches up within a minute."
REMOVE = Question(
    title="Remove the example county?",
    says=(
        "Its bodies, groups, people, requests and documents are deleted, and everything that hangs on them, also what "
        "you tried there yourself. Accounts, groups and requests of your own that have nothing to do with it stay. "
        "This cannot be undone, but you can load the county again at any time."
    ),
    verb="Remove it",
    back="/desk/example/",
)
WAIT = "It is being made at this moment. Wait until it is finished, then remove it."


@open_to(Audience.ADMINISTRATOR)
@require_safe
def example(request: SignedInRequest) -> HttpResponse:
    """Show how far the county is; when it is there, who is in it and what to try."""
    now = standing()
    shown: dict[str, object] = {"standing": now}
    if now.is_there:
        shown |= {"tries": things_to_try(), "people": people()}
    return render(request, "example/example.html", shown)


@open_to(Audience.ADMINISTRATOR)
@require_POST
def load(request: SignedInRequest) -> HttpResponse:
    """Ask for the county; what an earlier load left half-finished is removed first."""
    begin = load_again if standing().row is not None else ask_for_example
    try:
        begin(by=request.person, now=request.now)
    except (CannotLoad, NotHere) as refusal:
        messages.error(request, str(refusal) or "There is nothing to load again.")
    except BeingMade:
        messages.error(request, WAIT)
    return redirect("example")


@open_to(Audience.ADMINISTRATOR)
@require_POST
def remove(request: SignedInRequest) -> HttpResponse:
    """Ask first, then remove the county."""
    if not is_sure(request):
        return ask_first(request, REMOVE)
    try:
        remove_example(by=request.person, now=request.now)
    except NotHere:
        messages.error(request, "There is no example county on this site.")
    except BeingMade:
        messages.error(request, WAIT)
    else:
        messages.success(request, GONE)
    return redirect("example")
