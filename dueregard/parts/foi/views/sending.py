"""Sending a campaign: the check, the last click, the time to undo, and the progress."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile, seen_now
from dueregard.foundation.editing.forms.guarded import sealed, unsealed
from dueregard.foundation.mail.queries import site_mode_now
from dueregard.foundation.packs.queries import NoSuchLetter
from dueregard.foundation.work.actions.go_on import leave_off
from dueregard.foundation.work.gateways.disk import says_full
from dueregard.foundation.work.models import LongAct
from dueregard.parts.foi.access import campaign_for, campaign_worked_by
from dueregard.parts.foi.actions.in_pieces import ask_all
from dueregard.parts.foi.actions.queue_letter import (
    MustNotLeave,
    NobodyToAsk,
    StoppedMidway,
    undo_letters,
)
from dueregard.parts.foi.actions.send_now import send_now
from dueregard.parts.foi.queries.campaign_page import check_page
from dueregard.parts.foi.queries.sending import about_campaign, sending_page, stored_sending
from dueregard.rules.casework.left_out import left_out_words
from dueregard.rules.practice.site_time import real

UNSEEN = (
    "Someone changed the letter, the list of bodies or an address while you were checking, so nothing was sent. "
    "Check it again: this is what would be sent now."
)


@open_to(Audience.SIGNED_IN)
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what would be sent, and to which bodies; the button sends it."""
    campaign = campaign_worked_by(request.person, pk)
    if request.method == "POST":
        try:
            checked, _ = unsealed(request.POST.get("seen", ""), on=campaign, now=request.now)
            queued = ask_all(campaign=campaign, seen=checked, by=request.person, now=request.now)
        except ChangedMeanwhile:
            messages.warning(request, UNSEEN)
            return redirect("foi:check", campaign.pk)
        except NobodyToAsk as refusal:
            messages.error(request, str(refusal))
            return redirect("foi:bodies", campaign.pk)
        except MustNotLeave as refusal:
            messages.error(request, str(refusal))
            return redirect("foi:letter", campaign.pk)
        except StoppedMidway as stop:
            messages.error(request, _stopped_words(stop))
            for line in left_out_words(stop.queued.left_out):
                messages.warning(request, line)
            return redirect(campaign)
        if isinstance(queued, LongAct):
            return redirect("long_act", queued.pk)
        for line in left_out_words(queued.left_out):
            messages.warning(request, line)
        return redirect("foi:sending", campaign.pk)
    try:
        page = check_page(campaign, show=request.GET.get("case", ""), now=request.now)
    except NoSuchLetter as refusal:
        messages.error(request, f"{refusal} Install the campaign pack: ./run dueregard pack install")
        return redirect("foi:campaign", campaign.pk)
    seen = sealed(seen_now(stored_sending(campaign), request.now), on=campaign)
    return render(request, "foi/check.html", {"page": page, "seen": seen})


def _stopped_words(stop: StoppedMidway) -> str:
    why = "This site\u2019s disk is full" if says_full(stop) else "The site\u2019s database did not answer"
    return (
        f"{why}, so we stopped halfway. Letters that now wait to be sent: {stop.queued.letters}. Bodies not asked yet: "
        f"{stop.not_queued}. Below you can see which. Once the administrator has put it right, press send again:"
        " nobody is asked twice."
    )


@require_safe
@open_to(Audience.SIGNED_IN)
def sending(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the progress of a campaign's letters, with the time left to undo."""
    page = sending_page(campaign_for(request.person, pk), request.person, request.now)
    return render(request, "foi/sending.html", {"page": page})


@require_POST
@open_to(Audience.SIGNED_IN)
def undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Undo every letter of the campaign that is not being sent yet."""
    campaign = campaign_worked_by(request.person, pk)
    leave_off(about=about_campaign(campaign), now=real(request.now))
    undone = undo_letters(campaign=campaign, by=request.person, now=request.now)
    messages.success(request, f"Undone: {undone} {'letter' if undone == 1 else 'letters'}. Nothing was sent.")
    return redirect("foi:check", campaign.pk)


@require_POST
@open_to(Audience.SIGNED_IN)
def leave_now(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send the campaign's letters at once; where they really leave, ask first: until then they can be undone."""
    campaign = campaign_worked_by(request.person, pk)
    if site_mode_now() == "live" and not is_sure(request):
        says = f"Every waiting letter of “{campaign.title}” leaves at once. From then on none can be undone."
        back = reverse("foi:sending", args=[campaign.pk])
        return ask_first(request, Question("Send the letters now?", says, "Send them now", back))
    send_now(campaign=campaign, by=request.person, now=request.now)
    return redirect("foi:sending", campaign.pk)
