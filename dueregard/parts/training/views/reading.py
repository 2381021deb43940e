"""What everybody may read of training: the advice before anyone records, and the records that two people published."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.training.access import public_session, public_sessions
from dueregard.parts.training.queries.advice import advice, courses
from dueregard.parts.training.queries.lists import public_list
from dueregard.parts.training.queries.session_page import public_page
from dueregard.records.groups.access import works_in_a_group


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def recording(request: SiteRequest) -> HttpResponse:
    """Show the advice on safe and lawful recording, and the courses under their names."""
    page = {"advice": advice(), "courses": courses(), "may_record": works_in_a_group(request.person)}
    return render(request, "training/recording.html", page)


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def sessions(request: SiteRequest) -> HttpResponse:
    """List the published records."""
    page = public_list(public_sessions(), number=request.GET.get("page", "1"))
    return render(request, "training/sessions.html", {"page": page})


@require_safe
@open_to(Audience.EVERYBODY)
@same_for_visitors
def session(request: SiteRequest, pk: UUID) -> HttpResponse:
    """Show a published record."""
    return render(request, "training/session.html", {"page": public_page(public_session(pk))})
