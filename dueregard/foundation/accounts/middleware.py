"""Says who asks, and opens an address only to those whom its view names.

A view that names nobody is closed. Which rows a person may see is not decided here but in each app's `access.py`.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.audience import Audience, audience_of
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.accounts.queries import has_second_factor

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]


class PersonMiddleware:
    """Sets `request.person` (None for a visitor) and `request.now`, the instant the request arrived."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]
        request.person = request.user if request.user.is_authenticated else None  # type: ignore[attr-defined]
        return self.get_response(request)


class AudienceMiddleware:
    """Asks every view who may open it, and answers everybody else before the view runs."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Return None to let the person in, else a redirect to what is missing. Raises: Http404"""
        match = request.resolver_match
        audience = audience_of(view, match.url_name if match else None)
        if audience is None:
            # The route, never the path: a path may hold a secret.
            log.error("No audience is declared for %s; the address is closed.", match.route if match else "a view")
            raise Http404
        if audience is Audience.EVERYBODY:
            return None
        if audience is Audience.DEVELOPMENT:
            return _in_development()
        person: Person | None = request.person  # type: ignore[attr-defined]
        if audience is Audience.ADMINISTRATOR and not (person and person.is_administrator):
            raise Http404
        if person is None:
            return _lead_to("account_login", request)
        return None if audience is Audience.SHOWING_KEYS else _missing_key(request, person, audience)


def _missing_key(request: HttpRequest, person: Person, audience: Audience) -> HttpResponse | None:
    """Lead to where a second factor is added, or shown when this session has not seen it. None when it has."""
    if not has_second_factor(person):
        return None if audience is Audience.OWN_KEYS else _lead_to("second_factor", request)
    shown = any(record["method"] == "mfa" for record in get_authentication_records(request, person))
    return None if shown else _lead_to("mfa_reauthenticate", request)


def _lead_to(name: str, request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")


def _in_development() -> HttpResponse | None:
    if not getattr(settings, "DEVELOPMENT", settings.DEBUG):
        raise Http404
    return None
