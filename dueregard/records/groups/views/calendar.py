"""A person's calendar of meetings: the page that makes and closes its secret address, and the calendar itself."""

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
from dueregard.records.groups.actions.calendar_keys import close_calendar_key, renew_calendar_key
from dueregard.records.groups.queries.meetings import current_key, meetings_as_calendar, reader_of

BACK = "/desk/meetings/calendar/"
REPLACE = Question(
    "Replace your calendar address?",
    "Calendars that use the present address will no longer update. It cannot be opened again.",
    "Replace the address",
    BACK,
)
CLOSE = Question(
    "Close your calendar address?",
    "Calendars that use it will no longer update. It cannot be opened again; you can create another.",
    "Close the address",
    BACK,
)


@require_safe
@open_to(Audience.SIGNED_IN)
def calendar(request: SignedInRequest) -> HttpResponse:
    """Say whether there is an address, and offer a new one."""
    return render(request, "groups/calendar.html", {"key": current_key(request.person), "address": ""})


@never_cache
@require_POST
@open_to(Audience.SIGNED_IN)
def renew_calendar(request: SignedInRequest) -> HttpResponse:
    """Make a new address and show it once; ask first where an earlier one would stop working."""
    if current_key(request.person) and not is_sure(request):
        return ask_first(request, REPLACE)
    secret = renew_calendar_key(person=request.person, by=request.person, now=request.now)
    address = f"{settings.PUBLIC_URL}{reverse('meetings_feed')}?key={secret}"
    return render(request, "groups/calendar.html", {"key": current_key(request.person), "address": address})


@require_POST
@open_to(Audience.SIGNED_IN)
def close_calendar(request: SignedInRequest) -> HttpResponse:
    """Close the address."""
    if not is_sure(request):
        return ask_first(request, CLOSE)
    if close_calendar_key(person=request.person, by=request.person, now=request.now):
        messages.success(request, "The calendar address is closed. Calendars that used it will no longer update.")
    else:
        messages.error(request, "There is no calendar address to close.")
    return redirect("calendar")


@require_safe
@open_to(Audience.EVERYBODY)
def meetings_feed(request: SiteRequest) -> HttpResponse:
    """Return the meetings of the person whose key this is. Raises: Http404 for any other"""
    person = reader_of(request.GET.get("key", ""))
    if person is None:
        raise Http404
    answer = HttpResponse(meetings_as_calendar(person, request.now), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "no-store, private"
    answer["Content-Disposition"] = 'inline; filename="meetings.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
