"""Looking through a case before everybody may read it, publishing it, undoing that, and withdrawing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import campaign_worked_by, case_worked_by, looked_at_worked_by, message_worked_by
from dueregard.parts.foi.actions import publish_case as publishing
from dueregard.parts.foi.actions.look_through import AlreadyShown, Decision, look_through, show_words
from dueregard.parts.foi.forms.public import WithdrawCaseForm
from dueregard.parts.foi.queries.planned import why_not_planned
from dueregard.parts.foi.queries.public_look import PublicLook, public_look
from dueregard.parts.foi.views.preview import preview_of
from dueregard.rules.casework.undo_window import undo_window
from dueregard.rules.privacy.masking import NAME

LOOKED = "Saved. What you ticked is left out of the public pages."
AGAIN = "Saved. What you ticked is left out now. Read the page once more as a visitor will see it, then publish it."
MORE = "There is more to look at. What you decided so far is saved."
CHANGED = "The page has changed since you opened it. Nothing was published. Read it as it is now."
NOT_READ = "Tick that you have read the page. Nothing was published."
UNDONE = "Undone. This case is private again, and can be found nowhere."
NOT_TOLD = "Open the campaign again, and undo it there. Nothing was changed."
WITHDRAWN = "Withdrawn. This case is private again. Copies that others have made cannot be taken back."


@open_to(Audience.SIGNED_IN)
def publish(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the page as a visitor will see it, what is left out and what is not; publish the case, or keep decisions."""
    case = case_worked_by(request.person, pk)
    page = public_look(case, now=request.now)
    if request.POST.get("make") not in {"public", "look"}:
        return _shown(request, page)
    decisions, seen = _decisions(request, page), set(request.POST.getlist("seen"))
    is_all_seen = not page.later and all(each.look.key in seen for each in page.listed)
    leaves_out = any(decision.is_left_out for decision in decisions)
    wants_publishing = request.POST.get("make") == "public"
    if wants_publishing and is_all_seen and not leaves_out:
        return _publish(request, page, decisions)
    look_through(case=case, decisions=decisions, by=request.person, now=request.now)
    if not is_all_seen:
        messages.warning(request, MORE)
    else:
        messages.success(request, AGAIN if wants_publishing else LOOKED)
    return redirect("foi:publish", case.pk)


def _shown(request: SignedInRequest, page: PublicLook, *, is_unread: bool = False, status: int = 200) -> HttpResponse:
    context = {
        "look": page,
        "preview": None if page.case.published_at else preview_of(page.case, request),
        "why_not": why_not_planned(page.case),
        "is_unread": is_unread,
    }
    return render(request, "foi/publish.html", context, status=status)


def _publish(request: SignedInRequest, page: PublicLook, decisions: list[Decision]) -> HttpResponse:
    """Publish what was seen, and nothing else."""
    case = page.case
    if not why_not_planned(case):
        if request.POST.get("preview") != preview_of(case, request).seen:
            messages.warning(request, CHANGED)
            return _shown(request, page, status=409)
        if "read" not in request.POST:
            messages.error(request, NOT_READ)
            return _shown(request, page, is_unread=True, status=422)
    try:
        publishing.publish_case(case=case, by=request.person, now=request.now, decisions=decisions)
    except publishing.CannotPublish as refusal:
        messages.error(request, str(refusal))
        return redirect(case)
    return redirect("foi:published", case.pk)


@require_safe
@open_to(Audience.SIGNED_IN)
def published(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Confirm that a case is public, and offer to undo it."""
    case = case_worked_by(request.person, pk)
    window = undo_window(case.published_at, request.now)
    if window is None:
        return redirect(case)
    return render(request, "foi/published.html", {"case": case, "undo": window})


@require_POST
@open_to(Audience.SIGNED_IN)
def undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Undo publishing within ten minutes; afterwards lead to withdrawing."""
    case = case_worked_by(request.person, pk)
    try:
        publishing.undo_publication(case=case, by=request.person, now=request.now)
        messages.success(request, UNDONE)
    except publishing.TooLateToUndo as refusal:
        messages.error(request, str(refusal))
        return redirect("foi:withdraw", case.pk)
    except publishing.CannotPublish as refusal:
        messages.error(request, str(refusal))
    return redirect(case)


@require_POST
@open_to(Audience.SIGNED_IN)
def undo_together(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Undo what one act published in a campaign, all of it, within ten minutes."""
    campaign = campaign_worked_by(request.person, pk)
    at = parse_datetime(request.POST.get("at", "")[:40])
    try:
        if at is None or at.tzinfo is None:
            raise publishing.NotPublic(NOT_TOLD)
        undone = publishing.undo_publications(campaign=campaign, published_at=at, by=request.person, now=request.now)
        messages.success(request, f"Undone. {undone} {'case is' if undone == 1 else 'cases are'} private again.")
    except publishing.CannotPublish as refusal:
        messages.error(request, str(refusal))
    return redirect(campaign)


@open_to(Audience.SIGNED_IN)
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say what withdrawing does and what it cannot do; withdraw the case for a reason."""
    case = case_worked_by(request.person, pk)
    form = WithdrawCaseForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "foi/withdraw.html", {"case": case, "form": form}, status=status)
    try:
        said = form.cleaned_data
        publishing.unpublish_case(
            case=case, why=said["why"], public_why=said["public_why"], by=request.person, now=request.now
        )
        messages.success(request, WITHDRAWN)
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
