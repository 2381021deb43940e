"""Answers of the sealed inbox: the strict headers, the words of its errors, the reading of small JSON bodies."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from dueregard.parts.submissions.actions.refusals import Busy, NotSealed, Refused, TooLarge

LARGEST_BODY = 1_000_000  # bytes of JSON: 21 parts of 2,064 hashes would be more, and are more than a thread may have
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types sealed-worker"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
WITH_PASSKEYS = ", publickey-credentials-get=(self), publickey-credentials-create=(self)"


def with_headers(response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer with the headers that every answer of the sealed inbox carries, and none weaker."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if settings.SECURE_HSTS_SECONDS:
        below = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
        response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}{below}")
    return response


def say(said: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return JSON."""
    return HttpResponse(json.dumps(said), status=status, content_type="application/json")


def refuse(refused: Refused) -> HttpResponse:
    """Return a refusal in the protocol's words. It repeats nothing of what was sent."""
    said: dict[str, Any] = {"error": refused.word}
    if isinstance(refused, NotSealed):
        said["part"] = refused.part
    if isinstance(refused, Busy):
        said["retry"] = refused.retry
    return say(said, refused.status)


def small_body(request: HttpRequest) -> bytes:
    """Return the body of a request that holds JSON. Raises: TooLarge, Refused"""
    length = length_of(request)
    if length > LARGEST_BODY:
        raise TooLarge
    body: bytes = request.read(length)
    return body


def length_of(request: HttpRequest) -> int:
    """Return how many bytes a request says it holds. Raises: Refused"""
    told = request.META.get("CONTENT_LENGTH") or ""
    if not (told.isascii() and told.isdigit()):
        raise Refused
    return int(told)
