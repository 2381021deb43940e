"""A group's records of training: listed, put on record, shown, corrected, thrown away."""

from typing import Any
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
from dueregard.parts.training.access import session_for, session_worked_by
from dueregard.parts.training.actions.record_session import (
    SHAPE,
    HasStatements,
    correct_session,
    record_session,
    stored_words,
    throw_session_away,
)
from dueregard.parts.training.forms import CorrectForm, SessionForm
from dueregard.parts.training.queries.advice import advice, courses
from dueregard.parts.training.queries.lists import own_sessions
from dueregard.parts.training.queries.session_page import session_page
from dueregard.records.groups.access import groups_of


@require_safe
@open_to(Audience.SIGNED_IN)
def sessions(request: SignedInRequest) -> HttpResponse:
    """List the records of a person's groups."""
    page = own_sessions(request.person, number=request.GET.get("page", "1"))
    return render(request, "training/all.html", {"page": page, "may_record": groups_of(request.person).exists()})


@open_to(Audience.SIGNED_IN)
def new(request: SignedInRequest) -> HttpResponse:
    """Put a session on record; the advice on recording comes first."""
    if not groups_of(request.person).exists():
        return redirect("training:all")
    form = SessionForm(request.POST or None, person=request.person, **_offered(request))
    if form.is_valid():
        session = record_session(
            group=form.cleaned_data["group"], body=form.body_meant, about=form.about,
            by=request.person, now=request.now,
        )  # fmt: skip
        messages.success(request, "The session is on record. Only your group can see it.")
        return redirect(session)
    page = {"form": form, "advice": advice()}
    return render(request, "training/new.html", page, status=422 if form.errors else 200)


@require_safe
@open_to(Audience.SIGNED_IN)
def one(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a record to its group."""
    page = session_page(session_for(request.person, pk), request.person)
    return render(request, "training/one.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def correct(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a correction of what is said of a session."""
    session = session_for(request.person, pk)
    form = CorrectForm(
        request.POST or None, on=session, stored=stored_words(session), shape=SHAPE,
        person=request.person, now=request.now, **_offered(request),
    )  # fmt: skip
    if form.is_valid():
        try:
            correct_session(
                session=session, wanted=form.typed, body=form.body_meant, seen=form.seen,
                by=request.person, now=request.now,
            )  # fmt: skip
            messages.success(request, form.saved("Saved."))
            return redirect(session)
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
    page = {"form": form, "session": session, "is_on_its_way": session.proposed_at is not None}
    return render(request, "training/correct.html", page, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def throw_away(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Remove a record without statements, after a question."""
    session = session_worked_by(request.person, pk)
    if not is_sure(request):
        question = Question(
            "Throw this record away?",
            "Its notes and what is said of the session go for good. Its documents stay among your group’s documents.",
            "Throw it away",
            session.get_absolute_url(),
        )
        return ask_first(request, question)
    try:
        throw_session_away(session=session, by=request.person, now=request.now)
    except HasStatements as refusal:
        messages.error(request, str(refusal))
        return redirect(session)
    messages.success(request, "Thrown away.")
    return redirect("training:all")


def _offered(request: SignedInRequest) -> dict[str, Any]:
    named = [(one.reference, f"{one.title} ({one.state})") for one in courses()]
    return {"courses": named, "today": localdate(request.now)}
