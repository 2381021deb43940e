"""Looking at a demand or a decision twice before everybody may read it; publishing it, undoing that, withdrawing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.tracker.access import decision_worked_by, demand_worked_by
from dueregard.parts.tracker.actions import publish as publishing
from dueregard.parts.tracker.forms.demands import WithdrawForm
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.parts.tracker.queries.publish_page import publish_page

NOT_READ = "Tick that you have read it as everyone will. Nothing was published."
DONE = "Published. Everyone can read it now. For ten minutes you can undo this."
MORE = "Published. Everyone can read what is new, too. If it should not be public, withdraw it."
UNDONE = "Undone. It is private again, and can be found nowhere."
WITHDRAWN = "Withdrawn. It is private again. Copies that others have made cannot be taken back."


@open_to(Audience.SIGNED_IN)
def publish_demand(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Look at a demand, and publish it."""
    return _publish(request, demand_worked_by(request.person, pk))


@open_to(Audience.SIGNED_IN)
def publish_decision(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Look at a decision, and publish it."""
    return _publish(request, decision_worked_by(request.person, pk))


@require_POST
@open_to(Audience.SIGNED_IN)
def undo_demand(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Undo publishing a demand, for ten minutes."""
    return _undo(request, demand_worked_by(request.person, pk))


@require_POST
@open_to(Audience.SIGNED_IN)
def undo_decision(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Undo publishing a decision, for ten minutes."""
    return _undo(request, decision_worked_by(request.person, pk))


@open_to(Audience.SIGNED_IN)
def withdraw_demand(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Make a demand private again, with a reason."""
    return _withdraw(request, demand_worked_by(request.person, pk))


@open_to(Audience.SIGNED_IN)
def withdraw_decision(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Make a decision private again, with a reason."""
    return _withdraw(request, decision_worked_by(request.person, pk))


def _publish(request: SignedInRequest, record: Demand | Decision) -> HttpResponse:
    today, said = localdate(request.now), ""
    ticked = request.POST.getlist("confirmed")
    if request.method == "POST":
        if request.POST.get("read") != "yes":
            said = NOT_READ
        else:
            try:
                publishing.publish(
                    record=record,
                    confirmed=ticked,
                    seen=request.POST.get("seen", ""),
                    by=request.person,
                    now=request.now,
                )
                messages.success(request, MORE if record.published_at else DONE)
                return redirect(record)
            except publishing.CannotPublish as refusal:
                said = str(refusal)
    page = publish_page(record, today, ticked=ticked)
    context = {"page": page, "said": said, "is_demand": isinstance(record, Demand)}
    return render(request, "tracker/publish.html", context, status=422 if said else 200)


def _undo(request: SignedInRequest, record: Demand | Decision) -> HttpResponse:
    try:
        publishing.undo_publication(record=record, by=request.person, now=request.now)
        messages.success(request, UNDONE)
    except publishing.CannotPublish as refusal:
        messages.error(request, str(refusal))
    return redirect(record)


def _withdraw(request: SignedInRequest, record: Demand | Decision) -> HttpResponse:
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            said = form.cleaned_data
            publishing.withdraw(
                record=record, why=said["why"], public_why=said["public_why"], by=request.person, now=request.now
            )
            messages.success(request, WITHDRAWN)
            return redirect(record)
        except publishing.CannotPublish as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "record": record, "title": "Withdraw it", "verb": "Withdraw it"}
    return render(request, "tracker/form.html", context, status=422 if form.errors else 200)
