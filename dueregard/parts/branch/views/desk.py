"""A group's own paths: started, shown, a step written down, the reminders as a calendar, thrown away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.parts.branch.access import path_for, path_worked_by, step_for
from dueregard.parts.branch.actions.walk_path import (
    SHAPE,
    StartedAlready,
    start_path,
    stored_words,
    take_step,
    throw_path_away,
)
from dueregard.parts.branch.forms import StartForm, StepForm
from dueregard.parts.branch.queries.dates import dates_as_calendar
from dueregard.parts.branch.queries.path_page import path_lines, path_page
from dueregard.parts.branch.queries.steps import step_texts
from dueregard.records.groups.access import groups_of, remember_places
from dueregard.rules.branch.steps import Code


@require_safe
@open_to(Audience.SIGNED_IN)
def paths(request: SignedInRequest) -> HttpResponse:
    """List the paths of a person's groups."""
    page = {
        "lines": path_lines(request.person, localdate(request.now)),
        "may_start": groups_of(request.person).exists(),
    }
    return render(request, "branch/all.html", page)


@open_to(Audience.SIGNED_IN)
def new(request: SignedInRequest) -> HttpResponse:
    """Start a path."""
    if not groups_of(request.person).exists():
        return redirect("branch:all")
    initial = {"started_on": localdate(request.now), "kind": request.GET.get("kind", "")}
    form = StartForm(request.POST or None, person=request.person, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        assert form.body_meant is not None
        try:
            started = start_path(
                group=data["group"], kind=data["kind"], name=data["name"], body=form.body_meant,
                started_on=data["started_on"], by=request.person, now=request.now,
            )  # fmt: skip
            return redirect(started)
        except StartedAlready as refusal:
            form.add_error("name", str(refusal))
    return render(request, "branch/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@open_to(Audience.SIGNED_IN)
def one(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a path to its group."""
    remember_places(request.person)
    page = path_page(path_for(request.person, pk), request.person, localdate(request.now))
    return render(request, "branch/one.html", {"page": page})


@require_safe
@open_to(Audience.SIGNED_IN)
def dates(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Hand out the reminders of a path as a calendar file."""
    answer = HttpResponse(
        dates_as_calendar(path_for(request.person, pk), request.now), content_type="text/calendar; charset=utf-8"
    )
    answer["Cache-Control"] = "no-store, private"
    answer["Content-Disposition"] = 'attachment; filename="branch-path.ics"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def step(request: SignedInRequest, pk: UUID, code: str) -> HttpResponse:
    """Write down what happened at a step, and the day of its reminder."""
    row = step_for(request.person, pk, code)
    form = StepForm(
        request.POST or None, on=row, stored=stored_words(row), shape=SHAPE, person=request.person,
        now=request.now, code=Code(row.code), today=localdate(request.now),
    )  # fmt: skip
    if form.is_valid():
        try:
            take_step(step=row, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved."))
            return redirect(f"{row.path.get_absolute_url()}#step-{row.code}")
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
    text = next((one for one in step_texts(row.path.kind, row.path.body) if one.code == row.code), None)
    page = {"form": form, "path": row.path, "text": text}
    return render(request, "branch/step.html", page, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def throw_away(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Remove a path, after a question."""
    path = path_worked_by(request.person, pk)
    if not is_sure(request):
        question = Question(
            "Throw this path away?",
            "Its days, notes and the list of what you asked go for good, and its lines leave the history of the body. "
            "Adopted texts stay in the library.",
            "Throw it away",
            path.get_absolute_url(),
        )
        return ask_first(request, question)
    throw_path_away(path=path, by=request.person, now=request.now)
    messages.success(request, "Thrown away.")
    return redirect("branch:all")
