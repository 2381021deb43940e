"""The home page: three doors, and what this site has to show.

Which doors there are, each app says in its `apps.py`; what is behind them is its own.
"""

from django.http import HttpResponse
from django.shortcuts import render

from dueregard.foundation.accounts.audience import Audience, open_to, same_for_visitors
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.website.queries import home_page


@open_to(Audience.EVERYBODY)
@same_for_visitors
def home(request: SiteRequest) -> HttpResponse:
    """Show the home page."""
    return render(request, "website/home.html", {"page": home_page(request.now)})
