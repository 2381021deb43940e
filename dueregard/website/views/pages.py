"""The pages that say who runs this site and what it keeps. The words are in the templates."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.records.rights.queries.kept import kept_by_model, notices
from dueregard.website.queries.first_steps import has_reply_address

ROBOTS = "User-agent: *\nDisallow: /desk/\nDisallow: /account/\nSitemap: {}/sitemap.xml\n"


@open_to(Audience.EVERYBODY)
@same_for_visitors
def about(request: HttpRequest) -> HttpResponse:
    """Say who runs this site and how to complain."""
    return render(request, "website/about.html")


@open_to(Audience.EVERYBODY)
@same_for_visitors
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about whom, why and for how long, as the apps say it of their own rows."""
    periods = [kept for kept in kept_by_model().values() if kept.days]
    return render(request, "website/privacy.html", {"notices": notices(), "periods": periods})


@open_to(Audience.EVERYBODY)
@same_for_visitors
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was tested and how to report what does not work."""
    return render(request, "website/accessibility.html")


@open_to(Audience.ADMINISTRATOR)
def reply_address(request: HttpRequest) -> HttpResponse:
    """Say how reply addresses are made on this site, and how whoever runs it sets them."""
    told = {"pattern": settings.REPLY_ADDRESS, "is_set": has_reply_address()}
    return render(request, "website/reply_address.html", told)


@open_to(Audience.EVERYBODY)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers which addresses hold nothing for them."""
    return HttpResponse(ROBOTS.format(settings.PUBLIC_URL), content_type="text/plain; charset=utf-8")
