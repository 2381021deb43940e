"""The pages that say who runs this site and what it keeps. The words are in the templates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dueregard.foundation.accounts.audience import Audience, open_to

ROBOTS = "User-agent: *\nDisallow: /desk/\nDisallow: /account/\n"


@open_to(Audience.EVERYBODY)
def about(request: HttpRequest) -> HttpResponse:
    """Say who runs this site and how to complain."""
    return render(request, "website/about.html")


@open_to(Audience.EVERYBODY)
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about whom, why and for how long."""
    return render(request, "website/privacy.html")


@open_to(Audience.EVERYBODY)
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was tested and how to report what does not work."""
    return render(request, "website/accessibility.html")


@open_to(Audience.EVERYBODY)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers which addresses hold nothing for them."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
