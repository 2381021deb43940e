"""Says who asks, and opens an address only to those whom its view names.

A view that names nobody is closed. Which rows a person may see is not decided here but in each app's `access.py`.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from dueregard.foundation.accounts.audience import Audience, audience_of
from dueregard.foundation.accounts.gateways.proxies import notice_proxy
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.accounts.queries import has_second_factor
from dueregard.foundation.accounts.views.send_again import is_kept, send_again
from dueregard.foundation.mail.queries import shown_time

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]

LARGEST_FROM_A_VISITOR = 2_000_000  # bytes; a visitor sends words, never files
LARGEST_UPLOAD = 1_000_000_000  # several mailboxes of 50 MB each; what one file may have is its form's
TOO_LARGE = "That is more than this site can take at once. Nothing was saved. Go back and send less.\n"


class PersonMiddleware:
    """Sets `request.person` (None for a visitor) and `request.now`, the instant the request arrived.

    What a signed-in person sees is kept by no browser and no proxy: whoever takes the device later finds nothing. What
    is larger than anybody may send is refused before it is read, or a stranger could fill the disk with one form.
    A session ends half a day after the sign-in, however busy it was.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]
        notice_proxy(request)
        # Some answer it with the request itself; nobody needs it. The API refuses it in its own shape, as described.
        if request.method == "TRACE" and not request.path.startswith("/api/"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if _signed_in_too_long_ago(request):
            logout(request)
        person = request.user if request.user.is_authenticated else None
        request.person = person  # type: ignore[attr-defined]
        if _length(request) > (LARGEST_UPLOAD if person else LARGEST_FROM_A_VISITOR):
            return HttpResponse(TOO_LARGE, status=413, content_type="text/plain; charset=utf-8")
        response = self.get_response(request)
        if person:
            patch_cache_control(response, private=True, no_store=True)
        elif not response.has_header("Cache-Control"):
            # What was taken back is shown by no cache: it asks here first whether it may show what it has.
            patch_cache_control(response, no_cache=True)
        return response


class AudienceMiddleware:
    """Asks every view who may open it, and answers everybody else before the view runs.

    Where everybody may come, somebody who has not shown their second factor is a visitor: they see what is public.
    A view of casework (`settings.SITE_TIME_VIEWS`) is told the instant on the site's own clock.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Return None to let the person in, else a redirect to what is missing. Raises: Http404"""
        if view.__module__.startswith(settings.SITE_TIME_VIEWS):
            request.now = shown_time(request.now)  # type: ignore[attr-defined]
        match = request.resolver_match
        audience = audience_of(view, match.url_name if match else None)
        if audience is None:
            # The route, never the path: a path may hold a secret.
            log.error("No audience is declared for %s; the address is closed.", match.route if match else "a view")
            raise Http404
        person: Person | None = request.person  # type: ignore[attr-defined]
        if audience is Audience.EVERYBODY:
            if person and _missing_key(request, person, audience):
                request.person = None  # type: ignore[attr-defined]
            return None
        if audience is Audience.DEVELOPMENT:
            return _in_development()
        if audience is Audience.ADMINISTRATOR and not (person and person.is_administrator):
            raise Http404
        if person is None:
            return send_again(request) if is_kept(request) else _lead_to("account_login", request)
        return None if audience is Audience.SHOWING_KEYS else _missing_key(request, person, audience)


def _signed_in_too_long_ago(request: HttpRequest) -> bool:
    """Tell whether half a day has passed since the sign-in. Each change of a session moves the end of its row."""
    shown = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) if request.user.is_authenticated else None
    if not shown:
        return False
    now: datetime = request.now  # type: ignore[attr-defined]
    return now.timestamp() - float(shown[0]["at"]) > settings.SESSION_COOKIE_AGE


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdigit() else 0


def _missing_key(request: HttpRequest, person: Person, audience: Audience) -> HttpResponse | None:
    """Lead to where a second factor is added, or shown when this session has not seen it. None when it has."""
    known: bool | None = getattr(person, "shows_key", None)  # as the session's person was loaded
    if not (has_second_factor(person) if known is None else known):
        return None if audience is Audience.OWN_KEYS else _lead_to("second_factor", request)
    shown = any(record["method"] == "mfa" for record in get_authentication_records(request, person))
    return None if shown else _lead_to("mfa_reauthenticate", request)


def _lead_to(name: str, request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")


def _in_development() -> HttpResponse | None:
    if not getattr(settings, "DEVELOPMENT", settings.DEBUG):
        raise Http404
    return None
