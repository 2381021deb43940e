"""Looking through a case before everybody may read it, publishing it, and making it private again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import case_worked_by, looked_at_worked_by, message_worked_by
from dueregard.parts.foi.actions import publish_case as publishing
from dueregard.parts.foi.actions.look_through import AlreadyShown, Decision, look_through, show_words
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.queries.public_look import PublicLook, public_look
from dueregard.rules.privacy.masking import NAME

NOW_PRIVATE = "This case is private again. Copies that others have made cannot be taken back."
NOW_PUBLIC = "This case is now public. Check how its public page looks."
LOOKED = "Saved. What you ticked is left out of the public pages."
MORE = "There is more to look at. What you decided so far is saved."


@open_to(Audience.SIGNED_IN)
def publish(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what would be public and what is left out; publish the case, keep decisions, or make it private again."""
    case = case_worked_by(request.person, pk)
    if request.method != "POST":
        return render(request, "foi/publish.html", {"page": public_look(case, now=request.now)})
    if request.POST.get("make") == "private":
        return _make_private(request, case)
    page = public_look(case, now=request.now)
    decisions = _decisions(request, page)
    seen = set(request.POST.getlist("seen"))
    is_all_seen = not page.later and all(each.look.key in seen for each in page.listed)
    try:
        if request.POST.get("make") == "public" and is_all_seen:
            publishing.publish_case(case=case, by=request.person, now=request.now, decisions=decisions)
            messages.success(request, NOW_PUBLIC)
            return redirect(case)
    except publishing.CannotPublish as refusal:
        messages.error(request, str(refusal))
        return redirect(case)
    look_through(case=case, decisions=decisions, by=request.person, now=request.now)
    if is_all_seen:
        messages.success(request, LOOKED)
        return redirect("foi:publish", case.pk)
    messages.warning(request, MORE)
    return redirect("foi:publish", case.pk)


def _make_private(request: SignedInRequest, case: Case) -> HttpResponse:
    try:
        publishing.unpublish_case(case=case, by=request.person, now=request.now)
        messages.success(request, NOW_PRIVATE)
    except publishing.CannotPublish as refusal:
        messages.error(request, str(refusal))
    return redirect(case)


def _decisions(request: SignedInRequest, page: PublicLook) -> list[Decision]:
    """Return what the person decided on each find that their page showed, and the words that they typed."""
    seen, ticked = set(request.POST.getlist("seen")), set(request.POST.getlist("leave_out"))
    decisions = [
        Decision(each.look.what, each.look.words, each.look.key in ticked)
        for each in page.listed
        if each.look.key in seen
    ]
    typed = request.POST.get("also", "").splitlines()[:200]
    return decisions + [Decision(NAME, words, is_left_out=True) for words in typed if words.strip()]


@require_POST
@open_to(Audience.SIGNED_IN)
def show_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show words again that a person left out."""
    words = looked_at_worked_by(request.person, pk)
    try:
        show_words(words=words, by=request.person, now=request.now)
        messages.success(request, "These words are shown again.")
    except AlreadyShown as refusal:
        messages.error(request, str(refusal))
    return redirect("foi:publish", words.case_id)


@require_POST
@open_to(Audience.SIGNED_IN)
def hide(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Hide a message from the public page, or show it again."""
    message = message_worked_by(request.person, pk)
    act = publishing.show_message if request.POST.get("make") == "shown" else publishing.hide_message
    act(message=message, by=request.person, now=request.now)
    return redirect("foi:message", message.pk)
