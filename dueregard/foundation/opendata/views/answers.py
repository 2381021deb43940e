"""The shape of every answer for programs: JSON with an ETag, problems in words, open to pages of other sites.

Nobody's address is kept: how often somebody asks is counted in memory, under a name made with a secret that is thrown
away each minute. A site with several processes counts in each.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import blake2b, sha256
from threading import Lock
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.rules.opendata.asking import NoSense
from dueregard.rules.opendata.openapi import PROBLEM
from dueregard.rules.opendata.pace import Pace

READING = "GET, HEAD, OPTIONS"
SEEN_BY_SCRIPTS = "ETag, Last-Modified, Link, Retry-After"
TITLES = {
    400: "We cannot read this question",
    404: "There is no such thing here",
    405: "This address can only be read",
    429: "Too many questions",
}
View = Callable[..., HttpResponseBase]


class Counter:
    """Counts questions of one process. The secret makes a name that nobody can turn back into an address."""

    def __init__(self) -> None:
        self._lock, self._pace, self._secret = Lock(), Pace(), b""

    def wait(self, address: str, now: datetime, most: int) -> int:
        """Count a question of an address; return how many seconds it must wait, or 0."""
        second = int(now.timestamp())
        with self._lock:
            if self._pace.begins(second):
                self._secret = secrets.token_bytes(32)
            name = blake2b(address.encode(), key=self._secret, digest_size=16).digest()
            return self._pace.wait(name, second, most)


COUNTER = Counter()


def for_programs(view: View) -> View:
    """Answer only questions, not too many of them, and every problem in the same shape."""

    @wraps(view)
    def answer(request: SiteRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        told = _answer(view, request, *args, **kwargs)
        told["Access-Control-Allow-Origin"] = "*"
        told["Access-Control-Expose-Headers"] = SEEN_BY_SCRIPTS
        return told

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # nothing is changed here
    return answer


def json_answer(request: SiteRequest, told: object, *, changed_at: datetime | None = None) -> HttpResponseBase:
    """Return values as JSON, or that nothing changed since the answer that the reader has."""
    body = json.dumps(told, ensure_ascii=False, indent=1).encode()
    answer = HttpResponse(body, content_type="application/json")
    answer["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    at = int(changed_at.timestamp()) if changed_at else None
    if at is not None:
        answer["Last-Modified"] = http_date(at)
    same = get_conditional_response(request, etag=etag, last_modified=at, response=answer)
    if same is None or same is answer:
        return answer
    if same.status_code == 412:
        return problem(412, "What is here now is not what If-Match or If-Unmodified-Since names.")
    return same


def problem(status: int, detail: str, *, parameter: str = "") -> HttpResponse:
    """Return what is wrong, in words. Source: RFC 9457"""
    told: dict[str, object] = {"type": "about:blank", "title": TITLES.get(status, "This cannot be answered")}
    told |= {"status": status, "detail": detail}
    if parameter:
        told["parameter"] = parameter
    return HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=PROBLEM)


def _answer(view: View, request: SiteRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        told = HttpResponse(status=204)
        told["Allow"] = told["Access-Control-Allow-Methods"] = READING
        told["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        told["Access-Control-Max-Age"] = "86400"
        return told
    if request.method not in ("GET", "HEAD"):
        refusal = problem(405, "Ask with GET. Nothing can be changed here.")
        refusal["Allow"] = READING
        return refusal
    if seconds := COUNTER.wait(address_of(request), request.now, settings.API_PER_MINUTE):
        refusal = problem(
            429, f"Wait {seconds} seconds. The files under {settings.PUBLIC_URL}/data/ have it all at once."
        )
        refusal["Retry-After"] = str(seconds)
        return refusal
    try:
        return view(request, *args, **kwargs)
    except NoSense as reason:
        return problem(400, str(reason), parameter=reason.name)
    except Http404:
        return problem(404, f"See {settings.PUBLIC_URL}/data/api/ for what there is.")


def address_of(request: SiteRequest) -> str:
    """Return the address that asks, to be counted and never kept; empty if none can be told."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:  # no address can be told; such questions share one count
        return ""
