"""A table of answers to one question: brought, read row by row, saved. Rows that are not saved stay on the page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.records.findings.access import question_for
from dueregard.records.findings.actions.bring_answers import NothingReady, bring_answers
from dueregard.records.findings.forms.tables import AnswerTableForm
from dueregard.records.findings.models import Question
from dueregard.records.findings.queries.answer_plan import PlannedAnswer, State, plan_answers
from dueregard.rules.register.answer_rows import AnswerRow, write_answers


@open_to(Audience.SIGNED_IN)
def bring(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what will happen to each row; save the ready ones when told to."""
    question = question_for(request.person, pk)
    form = AnswerTableForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        context = {"question": question, "form": form, "planned": [], "ready": 0}
        return render(request, "findings/bring.html", context, status=422 if form.errors else 200)
    planned = _plan(request, question, form.rows)
    if request.POST.get("make") == "save":
        try:
            done = bring_answers(question=question, planned=planned, by=request.person, now=request.now)
        except NothingReady as refusal:
            messages.error(request, str(refusal))
            return _check(request, question, planned)
        many = "1 answer" if len(done.saved) == 1 else f"{len(done.saved)} answers"
        messages.success(request, f"{many} saved. A second person in your group answers after you.")
        left = [one.row for one in planned if one.row.line not in done.saved and one.state is not State.KNOWN]
        if not left:
            return redirect(question)
        planned = _plan(request, question, left)
    return _check(request, question, planned)


def _plan(request: SignedInRequest, question: Question, rows: list[AnswerRow]) -> list[PlannedAnswer]:
    return plan_answers(question, request.person, rows, today=localdate(request.now))


def _check(request: SignedInRequest, question: Question, planned: list[PlannedAnswer]) -> HttpResponse:
    form = AnswerTableForm(initial={"text": write_answers(one.row for one in planned)})
    ready = sum(one.state is State.READY for one in planned)
    return render(
        request, "findings/bring.html", {"question": question, "form": form, "planned": planned, "ready": ready}
    )
