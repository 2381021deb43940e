"""Questions of a group: asked, listed, shown with how far readers agree, published, thrown away; the grid, as CSV."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.foundation.accounts.views.sure import is_sure
from dueregard.records.findings.access import question_for, question_worked_by
from dueregard.records.findings.actions.ask_question import ask_question, show_findings
from dueregard.records.findings.actions.take_up_questions import NothingChosen, take_up_questions
from dueregard.records.findings.actions.throw_question_away import AlreadyAnswered, throw_question_away
from dueregard.records.findings.forms.questions import QuestionForm
from dueregard.records.findings.queries.grid import grid_of, table_of
from dueregard.records.findings.queries.question_page import question_lines, question_page
from dueregard.records.findings.queries.shipped import shipped_questions
from dueregard.records.findings.queries.unanswered import unanswered
from dueregard.records.groups.access import group_for, group_worked_for, groups_of, groups_worked_by
from dueregard.rules.findings.answers import AnswerKind


@require_safe
@open_to(Audience.SIGNED_IN)
def questions(request: SignedInRequest) -> HttpResponse:
    """List the questions of a person's groups."""
    page = {
        "lines": question_lines(request.person),
        "groups": list(groups_of(request.person).order_by("name")),
        "asking": list(groups_worked_by(request.person).order_by("name")),
    }
    return render(request, "findings/questions.html", page)


@open_to(Audience.SIGNED_IN)
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask a new question."""
    if not groups_worked_by(request.person).exists():
        return redirect("findings:questions")
    form = QuestionForm(request.POST or None, person=request.person)
    if form.is_valid():
        data = form.cleaned_data
        question = ask_question(
            group=data["group"],
            text=data["text"],
            kind=AnswerKind(data["kind"]),
            choices=data["choices"],
            guidance=data["guidance"],
            allowed_months=data["allowed_months"],
            by=request.person,
            now=request.now,
        )
        return redirect(question)
    return render(request, "findings/ask.html", {"form": form})


@open_to(Audience.SIGNED_IN)
def shipped(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the questions that come with the site, and take up those that are ticked."""
    group = group_worked_for(request.person, slug)
    lines = shipped_questions(group)
    if request.method == "POST":
        ticked = set(request.POST.getlist("question"))
        try:
            taken = take_up_questions(
                group=group,
                texts=[line.text for line in lines if line.reference in ticked],
                by=request.person,
                now=request.now,
            )
            many = "1 question is" if len(taken) == 1 else f"{len(taken)} questions are"
            messages.success(request, f"{many} asked now. Everyone in {group.name} can answer them.")
            return redirect("findings:questions")
        except NothingChosen as refusal:
            messages.error(request, str(refusal))
    return render(request, "findings/shipped.html", {"group": group, "lines": lines})


@require_safe
@open_to(Audience.SIGNED_IN)
def question(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a question and what there is to read for it."""
    page = question_page(
        question_for(request.person, pk),
        request.person,
        view=request.GET.get("view", ""),
        number=request.GET.get("page", "1"),
    )
    return render(request, "findings/question.html", {"page": page})


@require_POST
@open_to(Audience.SIGNED_IN)
def publish(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the findings of a question to everybody, or to the group alone."""
    one = question_worked_by(request.person, pk)
    is_public = request.POST.get("make") == "public"
    show_findings(question=one, is_public=is_public, by=request.person, now=request.now)
    messages.success(
        request,
        "Published. Everyone can see these findings, each with a link to the published page it comes from."
        if is_public
        else "Only your group can see these findings now.",
    )
    return redirect(one)


@open_to(Audience.SIGNED_IN)
def throw_away(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say what goes with a question that nobody has answered, and throw it away."""
    one = question_worked_by(request.person, pk)
    page = unanswered(one)
    if is_sure(request) and not page.why_not:
        try:
            throw_question_away(question=one, by=request.person, now=request.now)
            messages.success(request, f"“{one.text}” is thrown away.")
            return redirect("findings:questions")
        except AlreadyAnswered as refusal:
            messages.error(request, str(refusal))
            return redirect(one)
    return render(request, "findings/throw_away.html", {"page": page})


@require_safe
@open_to(Audience.SIGNED_IN)
def grid(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the grid of bodies and questions of a group."""
    page = grid_of(group_for(request.person, slug), request.person, number=request.GET.get("page", "1"))
    return render(request, "findings/grid.html", {"page": page})


@require_safe
@open_to(Audience.SIGNED_IN)
def table(request: SignedInRequest, slug: str) -> StreamingHttpResponse:
    """Hand out the grid as CSV, with a link for each cell."""
    group = group_for(request.person, slug)
    answer = StreamingHttpResponse(_csv(table_of(group)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="findings-{group.slug}.csv"'
    return answer


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _csv(lines: Iterator[list[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # so that a spreadsheet reads it as UTF-8
    for line in lines:
        yield writer.writerow(line)
