"""The door of the sealed inbox: answers what lies below /sealed/ before anything else of the site sees the request.

No session, no cookie, no header but the strict ones. Cookies that a browser sends along are not read.
An inbox with a host name of its own is answered there alone, and that host answers nothing else.
"""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from django.utils import timezone

from dueregard.foundation.accounts.audience import Audience, audience_of
from dueregard.parts.submissions.urls import OPEN
from dueregard.parts.submissions.views.answers import with_headers

log = logging.getLogger("dueregard.sealed")
BELOW = "/sealed/"
NOTHING = "There is no page at this address.\n"
FAILED = "Something went wrong on our side. Nothing new was saved. Keep your files, and try again later.\n"
PLAIN = "text/plain; charset=utf-8"


class SealedDoor:
    """Answers the sealed inbox, and lets everything else pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.addresses = URLResolver(RegexPattern(r"^/"), OPEN)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        own = _own_hosts()
        is_own = bool(own) and _folded(request.META.get("HTTP_HOST", "")) in own
        if not request.path_info.startswith(BELOW):
            return with_headers(_nothing()) if is_own else self.get_response(request)
        answer = _elsewhere(request) if own and not is_own else self._answer(request)
        answer._has_been_logged = True  # type: ignore[attr-defined]  # Django's own line would tell address and second
        return with_headers(answer)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        try:
            match = self.addresses.resolve(request.path_info)
            if audience_of(match.func, match.url_name) is not Audience.EVERYBODY:
                return _nothing()
            request.COOKIES = {}
            request.now = timezone.now()  # type: ignore[attr-defined]
            answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            return answer
        except (Resolver404, Http404):
            return _nothing()
        except Exception as failure:
            # Its kind and its place, on this day; never its words, its address or its time.
            log.error("The sealed inbox failed: %s", type(failure).__name__, exc_info=failure)
            return HttpResponse(FAILED, status=500, content_type=PLAIN)


def _own_hosts() -> set[str]:
    return {_folded(urlsplit(one).netloc) for one in (settings.SEALED_URL, settings.SEALED_ONION) if one}


def _folded(host: str) -> str:
    """Return a host as DNS compares it: in lower case, without the usual ports and the dot that ends a full name.

    Source: RFC 9110, sections 4.2.3 and 7.2.
    """
    name = host.strip().lower()
    for port in (":443", ":80", ":"):
        name = name.removesuffix(port)
    return name.removesuffix(".") if ":" not in name else name.replace(".:", ":")


def _elsewhere(request: HttpRequest) -> HttpResponseBase:
    """Lead a reader to the inbox's own host; whatever else is asked of the site's host is not there."""
    if request.method in {"GET", "HEAD"} and settings.SEALED_URL and request.path_info.endswith("/"):
        return HttpResponseRedirect(f"{settings.SEALED_URL}{request.path_info}")
    return _nothing()


def _nothing() -> HttpResponse:
    return HttpResponse(NOTHING, status=404, content_type=PLAIN)
