"""The thread from the guide to what worked, for one body; and what somebody can do, by who they are and where."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.records.bodies.access import body_shown
from dueregard.rules.wiring.adds import Role
from dueregard.website.queries.thread import thread_of
from dueregard.website.queries.ways import ways_for


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def thread(request: SiteRequest, slug: str) -> HttpResponse:
    """Show what there is at every station."""
    today = localdate(request.now)
    body = body_shown(request.person, slug, today)
    return render(request, "website/thread.html", {"body": body, "knots": thread_of(body, today)})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def act(request: SiteRequest) -> HttpResponse:
    """Ask who the reader is."""
    return render(request, "website/act.html", {"roles": list(Role)})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def act_as(request: SiteRequest, role: str) -> HttpResponse:
    """Show what somebody can do who is this. Raises: Http404"""
    try:
        who = Role(role)
    except ValueError as reason:
        raise Http404 from reason
    return render(request, "website/act_as.html", {"role": who, "ways": ways_for(who)})
