"""Pages for what went wrong: what happened, what is safe, what to do next.

Who may see what is decided elsewhere; nothing here asks the database for anything of its own.
"""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dueregard.foundation.work.gateways.disk import is_from_full_disk
from dueregard.foundation.work.gateways.turns import says_busy

PLAIN = "<!doctype html><title>Something went wrong on our side</title><h1>Something went wrong on our side</h1>"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something this site cannot read."""
    return render(request, "website/errors/400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page is not open to this person."""
    return render(request, "website/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here, or nothing this person may see; the two look the same on purpose."""
    return render(request, "website/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our own mistake. Stands alone: no context, no database, no session.

    A full disk is called one: 507. So is a turn at the database that did not come in time: 503.
    """
    fault = sys.exc_info()[1]
    status = 503 if says_busy(fault) else 507 if is_from_full_disk(fault) else 500
    try:
        page: str = render_to_string(f"website/errors/{status}.html")
    except ValueError:  # no stylesheet was collected, which may be the very mistake
        page = PLAIN
    return HttpResponse(page, status=status, headers={"Retry-After": "60"} if status == 503 else None)
