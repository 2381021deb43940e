"""The page of a case, and what a caseworker does on it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.foi.access import case_to_read, case_worked_by, event_worked_by
from dueregard.parts.foi.actions.change_law import LawChangedMeanwhile, SameLaw
from dueregard.parts.foi.actions.change_law import change_law as change_law_of
from dueregard.parts.foi.actions.close_case import AlreadyClosed, NotAsked, NotClosed, close_case, reopen_case
from dueregard.parts.foi.actions.record_event import AlreadyRecorded, AlreadyStruck, NotYet, record_event, strike_event
from dueregard.parts.foi.actions.record_post import NothingRecorded, Scan, record_post
from dueregard.parts.foi.forms.replies import EventForm, LawForm, PostForm
from dueregard.parts.foi.queries.desk import uuid_in
from dueregard.parts.foi.views.sorting import show_case
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import Law


@require_safe
@open_to(Audience.SIGNED_IN)
def case(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a case, and the reply in it that is to be sorted."""
    return show_case(request, *case_to_read(request.person, pk), wanted=uuid_in(request.GET.get("reply", "")))


@open_to(Audience.SIGNED_IN)
def record(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record something that happened other than by e-mail."""
    case = case_worked_by(request.person, pk)
    form = EventForm(
        request.POST or None, initial={"kind": request.GET.get("kind", ""), "on": timezone.localdate(request.now)}
    )
    if form.is_valid():
        try:
            record_event(
                case=case,
                kind=EventKind(form.cleaned_data["kind"]),
                on=form.cleaned_data["on"],
                sections=(form.cleaned_data["sections"],),
                until=form.cleaned_data["until"],
                by=request.person,
                now=request.now,
            )
            return redirect(case)
        except (NotYet, AlreadyRecorded) as refusal:
            form.add_error("on", str(refusal))
    return render(request, "foi/record_event.html", {"form": form, "case": case})


@open_to(Audience.SIGNED_IN)
def post(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record a letter by post, a download or a call."""
    case = case_worked_by(request.person, pk)
    form = PostForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate(request.now)})
    if form.is_valid():
        upload = form.cleaned_data["scan"]
        scans = [Scan(upload.name, upload.content_type or "application/octet-stream", upload.read())] if upload else []
        try:
            reply = record_post(
                case=case,
                means=form.cleaned_data["means"],
                at=form.noon(),
                text=form.cleaned_data["text"],
                scans=scans,
                by=request.person,
                now=request.now,
            )
            return redirect("foi:sort", reply.pk)
        except NothingRecorded as refusal:
            form.add_error("text", str(refusal))
    return render(request, "foi/record_post.html", {"form": form, "case": case})


@require_POST
@open_to(Audience.SIGNED_IN)
def strike(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cross out an event that was recorded by mistake."""
    event = event_worked_by(request.person, pk)
    try:
        strike_event(event=event, by=request.person, now=request.now)
        messages.success(request, "Crossed out. Deadlines have been recalculated.")
    except AlreadyStruck as refusal:
        messages.error(request, str(refusal))
    return redirect(event.case)


@require_POST
@open_to(Audience.SIGNED_IN)
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Close a case, or reopen it."""
    case = case_worked_by(request.person, pk)
    act = reopen_case if request.POST.get("case") == "open" else close_case
    try:
        act(case=case, by=request.person, now=request.now)
    except (NotAsked, AlreadyClosed, NotClosed) as refusal:
        messages.error(request, str(refusal))
    return redirect(case)


@require_POST
@open_to(Audience.SIGNED_IN)
def change_law(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change the law that applies to a case, for example to the environmental one."""
    case = case_worked_by(request.person, pk)
    form, seen = LawForm(request.POST), request.POST.get("seen", "")
    try:
        if form.is_valid():
            change_law_of(case=case, law=Law(form.cleaned_data["law"]), seen=seen, by=request.person, now=request.now)
            messages.success(request, "Deadlines have been recalculated.")
        else:
            messages.error(request, "Choose one of the laws listed.")
    except (SameLaw, LawChangedMeanwhile) as refusal:
        messages.error(request, str(refusal))
    return redirect(case)
