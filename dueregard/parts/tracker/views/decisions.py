"""A group's desk: decisions listed, written down, corrected; what became of them added and crossed out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.parts.tracker.access import (
    decision_for,
    decision_line_worked_by,
    decision_worked_by,
    decisions_of,
)
from dueregard.parts.tracker.actions import record_decision as recording
from dueregard.parts.tracker.actions.add_line import CannotStrike
from dueregard.parts.tracker.actions.record_demand import PUBLIC, IsPublic
from dueregard.parts.tracker.actions.throw_away import WasPublic, throw_away
from dueregard.parts.tracker.forms.decisions import NAMES, ChangeDecisionForm, NewDecisionForm, TurnForm
from dueregard.parts.tracker.forms.demands import StrikeForm
from dueregard.parts.tracker.forms.filters import DecisionFilterForm
from dueregard.parts.tracker.queries.decision_page import desk_page
from dueregard.parts.tracker.queries.decision_rows import decision_list
from dueregard.parts.tracker.queries.risk_notes import risk_notes
from dueregard.records.groups.access import groups_worked_by
from dueregard.rules.tracker.decisions import Decider, NotADecision, Scope, Turn

TITLES = {
    Turn.REVIEWED: "Record a review",
    Turn.CHANGED: "Record a change",
    Turn.ENDED: "Record its end",
    Turn.REPLY: "Record what the body says",
}


@require_safe
@open_to(Audience.SIGNED_IN)
def decisions(request: SignedInRequest) -> HttpResponse:
    """List the decisions that a person's groups wrote down."""
    form = DecisionFilterForm(request.GET)
    filters = form.filters
    page = decision_list(
        decisions_of(request.person),
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
    return render(request, "tracker/decisions.html", context)


@open_to(Audience.SIGNED_IN)
def new(request: SignedInRequest) -> HttpResponse:
    """Write a decision down."""
    if not groups_worked_by(request.person).exists():
        return redirect("tracker:decisions")
    begin = {"body": request.GET.get("body", "")}
    form = NewDecisionForm(request.POST or None, person=request.person, initial=begin)
    if form.is_valid():
        try:
            data = form.cleaned_data
            made = recording.record_decision(
                group=data["group"], decided=_decided(form), by=request.person, now=request.now
            )
            messages.success(request, "Saved. Only your group sees it until you publish it.")
            return redirect(made)
        except NotADecision as refusal:
            _refuse(form, refusal)
    context = {"form": form, "notes": risk_notes(Scope)}
    return render(request, "tracker/new_decision.html", context, status=422 if form.errors else 200)


@require_safe
@open_to(Audience.SIGNED_IN)
def decision(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a decision to its group."""
    one = decision_for(request.person, pk)
    page = desk_page(one, request.person, request.now, localdate(request.now))
    return render(request, "tracker/decision.html", {"page": page})


@open_to(Audience.SIGNED_IN)
def edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Correct a decision that nobody else can read."""
    one = decision_worked_by(request.person, pk)
    if request.method != "POST" and one.published_at:
        messages.error(request, PUBLIC)
        return redirect(one)
    form = ChangeDecisionForm(
        request.POST or None,
        on=one,
        stored=recording.stored_decision(one),
        shape=recording.SHAPE,
        person=request.person,
        now=request.now,
    )
    if form.is_valid():
        try:
            recording.change_decision(
                decision=one,
                wanted=form.typed,
                seen=form.seen,
                document=form.given.document,
                url=form.given.url,
                by=request.person,
                now=request.now,
            )
            messages.success(request, form.saved("Saved."))
            return redirect(one)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except IsPublic as refusal:
            form.add_error(None, str(refusal))
        except NotADecision as refusal:
            _refuse(form, refusal)
    context = {"form": form, "record": one, "title": "Correct this decision", "verb": "Save"}
    return render(request, "tracker/form.html", context, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
def add(request: SignedInRequest, pk: UUID, kind: Turn) -> HttpResponse:
    """Add what became of a decision, or what the body it concerns says."""
    one = decision_worked_by(request.person, pk)
    if request.method != "POST" and (why_not := recording.why_no_turn(one, kind)):
        messages.error(request, why_not)
        return redirect(one)
    form = TurnForm(
        request.POST or None,
        kind=kind,
        person=request.person,
        group=one.group,
        initial={"on": localdate(request.now)},
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            recording.add_turn(
                decision=one,
                kind=kind,
                on=data["on"],
                words=data["words"],
                review_on=data.get("review_on"),
                document=data["source"].document,
                url=data["source"].url,
                by=request.person,
                now=request.now,
            )
            messages.success(request, "Recorded. Only your group sees it until you publish it.")
            return redirect(one)
        except NotADecision as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"form": form, "record": one, "title": TITLES[kind], "verb": "Record it"}
    return render(request, "tracker/form.html", context, status=422 if form.errors else 200)


@open_to(Audience.SIGNED_IN)
def strike(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cross out a line that was recorded by mistake."""
    line = decision_line_worked_by(request.person, pk)
    form = StrikeForm(request.POST or None)
    if form.is_valid():
        try:
            recording.strike_turn(line=line, why=form.cleaned_data["why"], by=request.person, now=request.now)
            messages.success(request, "Crossed out. It can still be read here, with the reason.")
            return redirect(line.record)
        except CannotStrike as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "record": line.record, "title": f"Cross out: {line.label}", "verb": "Cross it out"}
    return render(request, "tracker/form.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def throw_decision_away(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Throw away a decision that was never public, after a question."""
    one = decision_worked_by(request.person, pk)
    if not one.was_public and not is_sure(request):
        question = Question(
            "Throw this decision away?",
            "What you wrote down of it, all that became of it and its lines in the body’s history go for good.",
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
    return redirect("tracker:decisions")


def _refuse(form: Form, refusal: NotADecision) -> None:
    name = NAMES.get(refusal.field, refusal.field)
    form.add_error(name if name in form.fields else None, str(refusal))


def _decided(form: NewDecisionForm) -> recording.Decided:
    data = form.cleaned_data
    return recording.Decided(
        organisation=data["organisation"],
        sort=Decider(data["sort"]),
        decided_on=data["decided_on"],
        scopes=tuple(Scope(code) for code in data["scopes"].split(",")),
        scope_words=data["scope_words"],
        ends_when=data["ends_when"],
        ends_on=data["ends_on"],
        review_on=data["review_on"],
        vote=form.vote,
        body=data["body"],
        document=data["source"].document,
        url=data["source"].url,
    )
