"""What was asked of management, held against the response: added, read line by line, printed as a list of gaps."""

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
from dueregard.parts.branch.access import ask_for, path_for
from dueregard.parts.branch.actions.read_response import SHAPE, add_asks, drop_ask, read_answer, stored_words
from dueregard.parts.branch.forms import AnswerForm, AsksForm
from dueregard.parts.branch.queries.letters import Letters
from dueregard.parts.branch.queries.path_page import path_page
from dueregard.rules.branch.gaps import NotAReading, NothingAsked


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add things asked, one on each line."""
    path = path_for(request.person, pk)
    letters = Letters(path, request.person)
    letter = letters.asked_by(request.GET.get("letter", ""))
    first = {"lines": "\n".join(letter.asked), "asked_in": letter.key} if letter else {}
    form = AsksForm(request.POST or None, letters=letters.to_choose(), initial=first)
    if form.is_valid():
        try:
            added = add_asks(
                path=path,
                lines=form.cleaned_data["lines"],
                asked_in=form.cleaned_data["asked_in"],
                by=request.person,
                now=request.now,
            )
            messages.success(request, f"{len(added)} added.")
            return redirect(f"{path.get_absolute_url()}#asked")
        except NothingAsked as refusal:
            form.add_error("lines", str(refusal))
    return render(request, "branch/asks.html", {"form": form, "path": path}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.SIGNED_IN)
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how far the response answers one thing, and by which passage."""
    one = ask_for(request.person, pk)
    form = AnswerForm(
        request.POST or None, on=one, stored=stored_words(one), shape=SHAPE, person=request.person, now=request.now,
        replies=Letters(one.path, request.person).replies_to_choose(),
    )  # fmt: skip
    if form.is_valid():
        try:
            read_answer(ask=one, wanted=form.typed, seen=form.seen, by=request.person, now=request.now)
            messages.success(request, form.saved("Saved."))
            return redirect(f"{one.path.get_absolute_url()}#asked")
        except ChangedMeanwhile as meanwhile:
            form.meet(meanwhile)
        except NotAReading as refusal:
            form.add_error("answer_words", str(refusal))
    return render(request, "branch/ask.html", {"form": form, "ask": one}, status=422 if form.errors else 200)


@require_POST
@open_to(Audience.SIGNED_IN)
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one thing off the list, after a question."""
    one = ask_for(request.person, pk)
    path = one.path
    if not is_sure(request):
        says = f"“{one.text}” goes from the list for good, with what was read in the response to it."
        question = Question("Take this off the list?", says, "Take it off", f"{path.get_absolute_url()}#asked")
        return ask_first(request, question)
    drop_ask(ask=one, by=request.person, now=request.now)
    messages.success(request, "Taken off the list.")
    return redirect(f"{path.get_absolute_url()}#asked")


@require_safe
@open_to(Audience.SIGNED_IN)
def gaps(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the list of gaps as it is printed and taken to a meeting."""
    today = localdate(request.now)
    page = path_page(path_for(request.person, pk), request.person, today)
    return render(request, "branch/gaps.html", {"page": page, "today": today})
