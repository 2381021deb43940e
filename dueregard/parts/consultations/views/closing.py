"""After the close: paper votes typed by two people, the count, and the lot that settles a tie."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.parts.consultations.access import consultation_worked_by
from dueregard.parts.consultations.actions.count_votes import NotYet, Waits, count_votes, record_lot
from dueregard.parts.consultations.actions.enter_paper import PaperRefused, enter_paper
from dueregard.parts.consultations.forms.counting import LotForm, PaperForm
from dueregard.parts.consultations.gateways.keys import KeyIsGone
from dueregard.parts.consultations.models import Consultation
from dueregard.rules.votes.stages import TieOver

GONE = (
    "The key of this vote is not on this server, so nobody can open its votes. If the server was restored from a "
    "backup, the vote has to be held again."
)


@open_to(Audience.SIGNED_IN)
def paper(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take what one person typed from the paper votes."""
    consultation = consultation_worked_by(request.person, pk)
    form = PaperForm(request.POST or None, asked=consultation.asked)
    if form.is_valid():
        try:
            agrees = enter_paper(
                consultation=consultation,
                votes=form.cleaned_data["votes"],
                slips=form.cleaned_data["slips"],
                by=request.person,
                now=request.now,
            )
            messages.success(
                request,
                "You and another person typed the same. The paper votes are in."
                if agrees
                else "Kept. The paper votes count as soon as a second person types the same.",
            )
            return redirect(consultation)
        except PaperRefused as refusal:
            form.add_error(None, str(refusal))
        except KeyIsGone:
            form.add_error(None, GONE)
    page = {"form": form, "consultation": consultation, "is_one": not consultation.further}
    return render(request, "consultations/paper.html", page, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
def count(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Count, after a question; where a lot must be drawn, ask on whom it fell."""
    consultation = consultation_worked_by(request.person, pk)
    if request.method != "POST":
        return redirect(consultation)
    if not is_sure(request) and "drawn" not in request.POST:
        return ask_first(
            request,
            Question(
                "Count the votes?",
                "The result is signed and shown to everyone who has the address. Paper votes that have not been "
                "entered cannot be added afterwards.",
                "Count the votes",
                consultation.get_absolute_url(),
            ),
        )
    try:
        waits = count_votes(consultation=consultation, by=request.person, now=request.now)
        if waits is None:
            return redirect("consultations:vote", pk)
        return _lot(request, consultation, waits)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    except KeyIsGone:
        messages.error(request, GONE)
    return redirect(consultation)


def _lot(request: SignedInRequest, consultation: Consultation, waits: Waits) -> HttpResponse:
    """Ask for the lot, or keep the one that was drawn and go on counting."""
    asked = (request.POST.get("question"), request.POST.get("stage"))
    answers_this = asked == (str(waits.number), str(waits.tie.stage)) and "drawn" in request.POST
    form = LotForm(request.POST if answers_this else None, tied=waits.tie.tied)
    if form.is_valid():
        following = record_lot(
            consultation=consultation, waits=waits, drawn=form.cleaned_data["drawn"], by=request.person, now=request.now
        )
        if following is None:
            return redirect("consultations:vote", consultation.pk)
        waits, form = following, LotForm(tied=following.tie.tied)
    page = {"form": form, "consultation": consultation, "waits": waits}
    page["is_surplus"] = waits.tie.over is TieOver.SURPLUS
    return render(request, "consultations/lot.html", page)
