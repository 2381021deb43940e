"""The way of a record to the public: one person asks, a second one checks and publishes, a caseworker withdraws."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.training.access import session_for, session_worked_by
from dueregard.parts.training.actions.publish_session import (
    ChangedSince,
    NotASecondPerson,
    NotFit,
    ask_to_publish,
    publish_session,
)
from dueregard.parts.training.actions.take_back import NotPublic, ReasonNeeded
from dueregard.parts.training.actions.take_back import withdraw as take_back
from dueregard.parts.training.forms import LookedForm
from dueregard.parts.training.queries.session_page import check_page
from dueregard.records.rights.forms import WithdrawalReason


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def ask(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what would be public, and ask a second person to publish it."""
    session = session_worked_by(request.person, pk)
    form = LookedForm(request.POST or None)
    if form.is_valid():
        try:
            ask_to_publish(session=session, has_looked=True, by=request.person, now=request.now)
            messages.success(request, "Asked. Nothing is public until someone else in your group publishes it.")
        except NotASecondPerson as refusal:
            messages.error(request, str(refusal))
        except NotFit as refusal:
            messages.error(request, f"{refusal} Nothing was asked.")
        return redirect(session)
    page = {"form": form, "page": check_page(session), "is_second": False}
    return render(request, "training/check.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def publish(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what a colleague asked to publish, and publish it."""
    session = session_for(request.person, pk)
    page = check_page(session)
    form = LookedForm(request.POST or None, initial={"seen": page.seen})
    if form.is_valid():
        try:
            publish_session(
                session=session, seen=form.cleaned_data["seen"], has_looked=True, by=request.person, now=request.now
            )
            messages.success(request, "Published. Everyone can read this record now.")
        except (NotASecondPerson, NotFit, ChangedSince) as refusal:
            messages.error(request, str(refusal))
        return redirect(session)
    shown = {"form": form, "page": page, "is_second": True}
    return render(request, "training/check.html", shown, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Make a record private again."""
    session = session_worked_by(request.person, pk)
    form = WithdrawalReason(request.POST if "public_why" in request.POST else None)
    why = form.cleaned_data["public_why"] if form.is_valid() else None
    try:
        take_back(session=session, public_why=why, by=request.person, now=request.now)
        messages.success(request, "Only your group can see this record now. It can be asked for again.")
    except ReasonNeeded:
        told = {"form": form, "title": "Make this record private again", "back": session.get_absolute_url()}
        return render(request, "rights/public_why.html", told, status=422 if form.errors else 200)
    except NotPublic as refusal:
        messages.info(request, str(refusal))
    return redirect(session)
