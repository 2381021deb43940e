"""Stopping the morning e-mail from a link in it. The link is signed; opening it changes nothing, the button does."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.foi.actions.send_digests import NotALeaveLink, leave_digest, reader_of_link


@never_cache
@csrf_exempt  # the signed link is the permission, and mail programs press the button themselves (RFC 8058)
@open_to(Audience.EVERYBODY)
def leave(request: SiteRequest, signed: str) -> HttpResponse:
    """Ask, then stop the e-mail. Raises: Http404"""
    try:
        if request.method == "POST":
            leave_digest(signed=signed, now=request.now)
        else:
            reader_of_link(signed)
    except NotALeaveLink:
        raise Http404 from None
    return render(request, "foi/leave_digest.html", {"done": request.method == "POST"})
