"""Findings as everybody may read them, each with its words; and the questions that one passage may answer."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.records.evidence.access import passage_for
from dueregard.records.findings.access import finding_for, public_question
from dueregard.records.findings.queries.alike import alike, alike_words
from dueregard.records.findings.queries.finding_page import finding_line, public_question_page
from dueregard.records.findings.queries.passage_questions import questions_for_passage


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def finding(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a finding."""
    one, today = finding_for(request.person, pk), localdate(request.now)
    line = finding_line(one, request.person, today)
    if line is None:
        raise Http404
    page = {"line": line, "alike": alike(one, today), "alike_words": alike_words(one)}
    return render(request, "findings/finding.html", page)


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def answers(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show the findings of a public question."""
    page = public_question_page(public_question(pk), number=request.GET.get("page", "1"), today=localdate(request.now))
    return render(request, "findings/public_question.html", {"page": page})


@require_safe
@open_to(Audience.SIGNED_IN)
def from_passage(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Offer the questions that may be answered from a passage."""
    passage = passage_for(request.person, pk)
    page = questions_for_passage(passage, request.person)
    if page is None:
        raise Http404
    return render(request, "findings/from_passage.html", {"page": page})
