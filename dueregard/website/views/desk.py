"""The page a signed-in person starts on. What it shows is each app's own: see `desk` in rules/wiring/adds."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.website.context import frame
from dueregard.website.queries.desk import desk_page


@require_safe
@open_to(Audience.SIGNED_IN)
def desk(request: SignedInRequest) -> HttpResponse:
    """Show what waits, or what was done."""
    page = desk_page(request.person, request.GET.dict(), request.now)
    return render(request, "website/desk.html", {"page": page, "front": frame(request, counts=page.counts)})
