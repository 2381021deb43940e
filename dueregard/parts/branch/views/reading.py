"""The path to read and print, without an account: for union branches, and for student unions."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.branch.queries.steps import step_texts
from dueregard.records.groups.access import works_in_a_group
from dueregard.rules.branch.steps import KIND_WORDS, PathKind


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def index(request: SiteRequest) -> HttpResponse:
    """Say what the path is, and whose there are."""
    return render(request, "branch/index.html", {"may_start": works_in_a_group(request.person)})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def read(request: SiteRequest, kind: str) -> HttpResponse:
    """Show a path with all its steps, as it is read and printed. Raises: Http404"""
    if kind not in set(PathKind):
        raise Http404
    page = {
        "title": f"{KIND_WORDS[PathKind(kind)]}: the path, step by step",
        "steps": step_texts(kind),
        "may_start": works_in_a_group(request.person),
    }
    return render(request, "branch/read.html", page)
