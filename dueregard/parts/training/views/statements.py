"""Quoted sentences of a record: added, corrected, removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.foundation.editing.actions.join_edit import ChangedMeanwhile
from dueregard.parts.training.access import claims_to_choose, session_for, statement_for
from dueregard.parts.training.actions.quote_statement import (
    SHAPE,
    NoSuchPage,
    Quoted,
    correct_statement,
    drop_statement,
    quote_statement,
    stored_words,
)
from dueregard.parts.training.forms import CorrectStatementForm, QuotedFields, QuoteForm
from dueregard.parts.training.models import Session, Statement


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def quote(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add a sentence with its source."""
    session = session_for(request.person, pk)
    form = QuoteForm(request.POST or None, **_offered(request, session))
    if form.is_valid():
        try:
            statement = quote_statement(session=session, quoted=_quoted(form), by=request.person, now=request.now)
            messages.success(request, _found(statement))
            return redirect(f"{session.get_absolute_url()}#{statement.anchor}")
        except NoSuchPage as refusal:
            form.add_error("place", str(refusal))
    page = {"form": form, "session": session}
    return render(request, "training/quote.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def correct(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Correct a sentence, its source or its claim."""
    statement = statement_for(request.person, pk)
    session = statement.session
    form = CorrectStatementForm(
        request.POST or None, on=statement, stored=stored_words(statement), shape=SHAPE,
        person=request.person, now=request.now, **_offered(request, session),
    )  # fmt: skip
    if form.is_valid():
        try:
            saved = correct_statement(
                statement=statement, wanted=form.typed, quoted=_quoted(form), seen=form.seen,
                by=request.person, now=request.now,
            )  # fmt: skip
            messages.success(request, form.saved(_found(saved)))
            return redirect(f"{session.get_absolute_url()}#{statement.anchor}")
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except NoSuchPage as refusal:
            form.add_error("place", str(refusal))
    page = {"form": form, "session": session, "statement": statement, "is_on_its_way": session.proposed_at is not None}
    return render(request, "training/quote.html", page, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def drop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Remove a sentence, after a question."""
    statement = statement_for(request.person, pk)
    if not is_sure(request):
        question = Question(
            "Remove this statement?",
            f"“{statement.quote[:300]}” goes from the record for good. Its source stays as it is.",
            "Remove it",
            f"{statement.session.get_absolute_url()}#{statement.anchor}",
        )
        return ask_first(request, question)
    drop_statement(statement=statement, by=request.person, now=request.now)
    messages.success(request, "Removed.")
    return redirect(statement.session)


def _offered(request: SignedInRequest, session: Session) -> dict[str, Any]:
    rows = session.material.select_related("document")
    known = list(claims_to_choose(request.person, session).values_list("words", flat=True))
    return {"documents": [row.document for row in rows], "known": known}


def _quoted(form: QuotedFields) -> Quoted:
    return Quoted(form.cleaned_data["quote"], form.source, form.at, form.cleaned_data["claim"])


def _found(statement: Statement) -> str:
    if statement.passage_id:
        return "Saved. The words were found in the source, so anyone can check them there."
    if statement.document_id:
        return "Saved. The words were not found in the source yet: compare them with it."
    return "Saved, from notes alone."
