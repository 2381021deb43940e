"""What everybody may read about the sealed inboxes before sending: who reads, what is protected, how to check."""

from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.submissions import access
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.queries.configuration import ADVICE, kept_days
from dueregard.parts.submissions.queries.desk import open_inboxes
from dueregard.parts.submissions.queries.who_reads import who_reads as look


@require_safe
@open_to(Audience.EVERYBODY)
def inboxes(request: SiteRequest) -> HttpResponse:
    """List the groups one can send to."""
    return render(request, "submissions/inboxes.html", {"inboxes": open_inboxes(), "exit_to": settings.EXIT_URL})


@require_safe
@open_to(Audience.EVERYBODY)
def who_reads(request: SiteRequest, slug: str) -> HttpResponse:
    """Say who reads a group's inbox, what is protected and what is not."""
    inbox = access.inbox_of(slug)
    return render(
        request,
        "submissions/who_reads.html",
        {
            "page": look(inbox, day_of(request.now)),
            "address": f"{settings.SEALED_URL}/sealed/{slug}/",
            "onion": f"{settings.SEALED_ONION}/sealed/{slug}/" if settings.SEALED_ONION else "",
            "days": kept_days(inbox),
            "advice": ADVICE,
            "checked_on": date.fromisoformat(ADVICE["checked_on"]),
            "exit_to": settings.EXIT_URL,
        },
    )
