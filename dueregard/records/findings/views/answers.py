"""Reading the documents of one body for a question: answering, deciding between two, reading anew."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.bodies.models import Body
from dueregard.records.findings.access import (
    body_asked_about,
    passage_to_answer_from,
    question_for,
    question_worked_by,
)
from dueregard.records.findings.actions.give_answer import (
    AlreadyAnswered,
    NotYoursToDecide,
    decide_answer,
    give_answer,
)
from dueregard.records.findings.actions.read_anew import NothingAnswered, read_anew
from dueregard.records.findings.forms import AnswerForm
from dueregard.records.findings.models import Question
from dueregard.records.findings.queries.cell_page import CellPage, cell_page, passage_words, passages_offered
from dueregard.rules.findings.answers import NotAnAnswer


@open_to(Audience.SIGNED_IN)
def cell(request: SignedInRequest, pk: UUID, slug: str) -> HttpResponse:
    """Answer a question about a body, or decide between two answers."""
    question = question_for(request.person, pk)
    body = body_asked_about(question, slug)
    page = cell_page(question, body, request.person)
    if not (page.cell.may_read or page.cell.may_settle) and request.method != "POST":
        return render(request, "findings/cell.html", {"page": page, "form": None})
    named = _named(request, question, body)
    form = AnswerForm(
        request.POST or None,
        question=question,
        passages=_offered(request, question, body, page, named),
        initial={"passage": named},
    )
    if form.is_valid():
        data = form.cleaned_data
        write = decide_answer if page.cell.may_settle else give_answer
        chosen = data["passage"]
        try:
            write(
                question=question,
                body=body,
                value=data["value"],
                passage=passage_to_answer_from(request.person, question, body, UUID(chosen)) if chosen else None,
                note=data["note"],
                by=request.person,
                now=request.now,
            )
            messages.success(request, f"Answer saved: {body.name}, {data['value']}.")
            return redirect(question)
        except (NotAnAnswer, AlreadyAnswered, NotYoursToDecide) as refusal:
            form.add_error(None, str(refusal))
    return render(request, "findings/cell.html", {"page": page, "form": form})


@require_POST
@open_to(Audience.SIGNED_IN)
def anew(request: SignedInRequest, pk: UUID, slug: str) -> HttpResponse:
    """Take back what was answered, so that it is read anew."""
    question = question_worked_by(request.person, pk)
    body = body_asked_about(question, slug)
    try:
        read_anew(question=question, body=body, by=request.person, now=request.now)
        messages.success(request, f"Answers withdrawn. Two people need to read {body.name} again.")
    except NothingAnswered as refusal:
        messages.error(request, str(refusal))
    return redirect("findings:cell", pk, slug)


def _named(request: SignedInRequest, question: Question, body: Body) -> str:
    """Return the passage from which the person came here, if it may be answered from."""
    try:
        passage = passage_to_answer_from(request.person, question, body, UUID(request.GET.get("passage", "")))
    except ValueError:
        return ""
    return str(passage.pk) if passage else ""


def _offered(
    request: SignedInRequest, question: Question, body: Body, page: CellPage, named: str
) -> list[tuple[str, str]]:
    """Return the person's own passages, the one they came from, and to whoever decides those of the two."""
    extra = [UUID(named)] if named else []
    if page.cell.may_settle:
        extra += [one.passage for one in page.said if one.passage]
    offered = dict(passages_offered(question, body, request.person))
    for pk in extra:
        passage = passage_to_answer_from(request.person, question, body, pk)
        words = passage_words(passage) if passage else ""
        if passage and (str(pk) == named or words not in offered.values()):  # the same words are offered once
            offered.setdefault(str(passage.pk), words)
    return list(offered.items())
