"""A person's calendar address: the page that creates and closes it, and the calendar it leads to."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SignedInRequest, SiteRequest
from dueregard.foundation.accounts.views.sure import Question, ask_first, is_sure
from dueregard.parts.foi.actions.feed_keys import NoFeedKey, renew_feed_key, revoke_feed_key
from dueregard.parts.foi.queries.due_feed import current_key, dates_as_calendar, reader_of

REPLACE = Question(
    "Replace your calendar address?",
    "Calendars that use the present address will no longer update. It cannot be opened again.",
    "Replace the address",
    "/desk/feeds/",
)
CLOSE = Question(
    "Close your calendar address?",
    "Calendars that use it will no longer update. It cannot be opened again; you can create another.",
    "Close the address",
    "/desk/feeds/",
)


@require_safe
@open_to(Audience.SIGNED_IN)
def feeds(request: SignedInRequest) -> HttpResponse:
    """Say whether there is a calendar address, and offer a new one."""
    return render(request, "foi/feeds.html", {"key": current_key(request.person), "address": ""})


@never_cache
@require_POST
@open_to(Audience.SIGNED_IN)
def renew(request: SignedInRequest) -> HttpResponse:
    """Make a new address and show it once; ask first where an earlier one would stop working."""
    if current_key(request.person) and not is_sure(request):
        return ask_first(request, REPLACE)
    secret = renew_feed_key(person=request.person, by=request.person, now=request.now)
    address = f"{settings.PUBLIC_URL}{reverse('foi:dates')}?key={secret}"
    return render(request, "foi/feeds.html", {"key": current_key(request.person), "address": address})


@require_POST
@open_to(Audience.SIGNED_IN)
def revoke(request: SignedInRequest) -> HttpResponse:
    """Close the address."""
    if not is_sure(request):
        return ask_first(request, CLOSE)
    try:
        revoke_feed_key(person=request.person, by=request.person, now=request.now)
        messages.success(request, "The calendar address is closed. Calendars that used it will no longer update.")
    except NoFeedKey as refusal:
        messages.error(request, str(refusal))
    return redirect("foi:feeds")


@require_safe
@open_to(Audience.EVERYBODY)
def dates(request: SiteRequest) -> HttpResponse:
    """Return the dates of the person whose key this is. Raises: Http404 for any other"""
    person = reader_of(request.GET.get("key", ""))
    if person is None:
        raise Http404
    answer = HttpResponse(dates_as_calendar(person, request.now), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "no-store, private"
    answer["Content-Disposition"] = 'inline; filename="due-dates.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
