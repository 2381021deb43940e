"""The pages of pamphlets."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from dueregard.parts.pamphlets.queries import PAMPHLETS

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest

PAGE = "pamphlets/page.html"


@open_to(Audience.EVERYBODY)
def show_all(request: HttpRequest) -> HttpResponse:
    """Show what there is."""
    return render(request, PAGE, {"title": "Pamphlets", "lines": list(PAMPHLETS.values())})


@open_to(Audience.EVERYBODY)
def show_one(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one pamphlet."""
    if slug not in PAMPHLETS:
        raise Http404
    return render(request, PAGE, {"title": PAMPHLETS[slug], "lines": []})


@open_to(Audience.SIGNED_IN)
def desk(request: SignedInRequest) -> HttpResponse:
    """Say how many there are to fold today."""
    return render(request, PAGE, {"title": "Folding", "lines": [f"{settings.PAMPHLETS_A_DAY} a day"]})


@open_to(Audience.ADMINISTRATOR)
def paper(request: SignedInRequest) -> HttpResponse:
    """Say where the paper is."""
    return render(request, PAGE, {"title": "Paper", "lines": ["In the cupboard"]})
