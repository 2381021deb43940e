"""Every component in every state on one page, for people who build the site. Open in development only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dueregard.foundation.accounts.audience import Audience, open_to


@open_to(Audience.DEVELOPMENT)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery."""
    return render(request, "website/gallery.html")
