"""A group's desk: demands listed, written down, corrected; lines added and crossed out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.parts.tracker.access import (
    demand_for,
    demand_line_worked_by,
    demand_worked_by,
    demands_of,
    may_size,
)
from dueregard.parts.tracker.actions import record_demand as recording
from dueregard.parts.tracker.actions import set_size as sizing
from dueregard.parts.tracker.actions.add_line import CannotStrike, add_line, strike_line
from dueregard.parts.tracker.actions.throw_away import WasPublic, throw_away
from dueregard.parts.tracker.forms.demands import ChangeDemandForm, LineForm, NewDemandForm, SizeForm, StrikeForm
from dueregard.parts.tracker.forms.filters import DemandFilterForm
from dueregard.parts.tracker.queries.demand_page import desk_page
from dueregard.parts.tracker.queries.demand_rows import demand_list
from dueregard.parts.tracker.queries.sizes import size_of
from dueregard.records.bodies.access import body_for
from dueregard.records.groups.access import groups_worked_by
from dueregard.rules.tracker.course import OutOfOrder
from dueregard.rules.tracker.sizes import people_of
from dueregard.rules.tracker.terms import Kind

ADDED = {
    Kind.ACTION: "Recorded. Only your group sees it until you publish it.",
    Kind.RESPONSE: "Recorded. Only your group sees it until you publish it.",
    Kind.OUTCOME: "Recorded. If it is taken back one day, add that as a new line: nothing here is overwritten.",
}
TITLES = {
    Kind.ACTION: "Record what you did",
    Kind.RESPONSE: "Record their answer",
    Kind.OUTCOME: "Record what came of it",
}


@require_safe
@open_to(Audience.SIGNED_IN)
def demands(request: SignedInRequest) -> HttpResponse:
    """List the demands of a person's groups."""
    form = DemandFilterForm(request.GET)
    filters = form.filters
    page = demand_list(
        demands_of(request.person),
        filters,
        number=request.GET.get("page", "1"),
        today=localdate(request.now),
        is_for_everybody=False,
    )
    context = {
        "list": page,
        "form": form,
        "filters": filters,
        "may_write": groups_worked_by(request.person).exists(),
    }
    return render(request, "tracker/demands.html", context)


@open_to(Audience.SIGNED_IN)
def new(request: SignedInRequest) -> HttpResponse:
    """Write a demand down."""
    if not groups_worked_by(request.person).exists():
        return redirect("tracker:demands")
    begin = {"body": request.GET.get("body", "")}
    form = NewDemandForm(request.POST or None, person=request.person, initial=begin)
    if form.is_valid():
        try:
            made = recording.record_demand(**form.cleaned_data, by=request.person, now=request.now)
            messages.success(request, "Saved. Only your group sees it until you publish it.")
            return redirect(made)
        except OutOfOrder as refusal:
            form.add_error("demanded_on", str(refusal))
    return render(request, "tracker/new_demand.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@open_to(Audience.SIGNED_IN)
def demand(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a demand to its group."""
    one = demand_for(request.person, pk)
    page = desk_page(one, request.person, request.now, localdate(request.now))
    return render(request, "tracker/demand.html", {"page": page})


@open_to(Audience.SIGNED_IN)
def edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Correct a demand that nobody else can read."""
    one = demand_worked_by(request.person, pk)
    if request.method != "POST" and one.published_at:
        messages.error(request, recording.PUBLIC)
        return redirect(one)
    form = ChangeDemandForm(
        request.POST or None,
        on=one,
        stored=recording.stored_demand(one),
        shape=recording.SHAPE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            recording.change_demand(demand=one, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved."))
            return redirect(one)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except recording.IsPublic as refusal:
            form.add_error(None, str(refusal))
        except OutOfOrder as refusal:
            form.add_error("demanded_on", str(refusal))
    context = {"form": form, "record": one, "title": "Correct this demand", "verb": "Save"}
    return render(request, "tracker/form.html", context, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
def add(request: SignedInRequest, pk: UUID, kind: Kind) -> HttpResponse:
    """Add an action, an answer or an outcome."""
    one = demand_worked_by(request.person, pk)
    form = LineForm(
        request.POST or None,
        kind=kind,
        person=request.person,
        group=one.group,
        initial={"on": localdate(request.now)},
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            add_line(
                demand=one,
                kind=kind,
                code=data["code"],
                on=data["on"],
                words=data["words"],
                document=data["source"].document,
                url=data["source"].url,
                answer_by=data.get("answer_by"),
                by=request.person,
                now=request.now,
            )
            messages.success(request, ADDED[kind])
            return redirect(one)
        except OutOfOrder as refusal:
            form.add_error("on", str(refusal))
    context = {"form": form, "record": one, "title": TITLES[kind], "verb": "Record it"}
    return render(request, "tracker/form.html", context, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
def strike(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cross out a line that was recorded by mistake."""
    line = demand_line_worked_by(request.person, pk)
    form = StrikeForm(request.POST or None)
    if form.is_valid():
        try:
            strike_line(line=line, why=form.cleaned_data["why"], by=request.person, now=request.now)
            messages.success(request, "Crossed out. It can still be read here, with the reason.")
            return redirect(line.record)
        except CannotStrike as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "record": line.record, "title": f"Cross out: {line.label}", "verb": "Cross it out"}
    return render(request, "tracker/form.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def throw_demand_away(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Throw away a demand that was never public, after a question."""
    one = demand_worked_by(request.person, pk)
    if not one.was_public and not is_sure(request):
        question = Question(
            "Throw this demand away?",
            "The demand, all that was recorded under it and its lines in the body’s history go for good.",
            "Throw it away",
            one.get_absolute_url(),
        )
        return ask_first(request, question)
    try:
        throw_away(record=one, by=request.person, now=request.now)
    except WasPublic as refusal:
        messages.error(request, str(refusal))
        return redirect(one)
    messages.success(request, "Thrown away.")
    return redirect("tracker:demands")


@open_to(Audience.SIGNED_IN)
def size(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say how big a body is, so that it can be compared with bodies of its size."""
    body = body_for(slug)
    if not may_size(request.person):
        return redirect(body)
    known = size_of(body)
    form = SizeForm(
        request.POST or None,
        people=people_of(body.kind),
        on=body,
        stored=sizing.stored_size(known),
        shape=sizing.SHAPE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            sizing.set_size(body=body, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved. The page of what worked compares it with bodies of its size."))
            return redirect(body)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
    lede = "What you save replaces what is kept now." if known else ""
    context = {"form": form, "record": body, "title": f"How big is {body.name}?", "verb": "Save", "lede": lede}
    return render(request, "tracker/form.html", context, status=422 if form.errors else 200)
