"""Gives a visitor a kept page where one is right, and keeps what a marked view made for a visitor.

A visitor is whoever sends no cookie and no password along. What a kept page rests on: the database (the sign, or else
the same answers to the same questions), the clock (`rules/ready/keeping`), what the key holds of the request, and what
never changes in a process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from dueregard.foundation.accounts.audience import is_same_for_visitors
from dueregard.foundation.ready.gateways.questions import MOST, Noted, all_say_the_same, noting
from dueregard.foundation.ready.gateways.shelf import SHELF, ReadyPage
from dueregard.foundation.ready.gateways.sign import Sign
from dueregard.rules.ready.keeping import Key, Moment, key_of, may_be_kept, moment
from dueregard.rules.ready.packing import packed, takes_packed


class ReadyMiddleware:
    """Stands before everything that asks who somebody is, behind what answers at hosts of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = None if is_in_a_transaction() or not SHELF.is_on else key_of(request.META)
        if key is None:
            return self.get_response(request)
        page = SHELF.get(key)
        if page is None:
            return self._made(request, key, ExitStack())
        if _is_right(page, SHELF.sign.now()):
            return _given(page, request)
        with SHELF.turn(key):
            return _found(key, request) or self._made(request, key, None)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Take down the sign before a marked view is run: what it reads is as new as that, or newer.

        Whoever waited for their turn may find the page made.
        """
        making: _Making | None = getattr(request, "making", None)
        if making is None or not is_same_for_visitors(view):
            return None
        if making.turn is not None:
            making.turn.enter_context(SHELF.turn(making.key))
            if found := _found(making.key, request):
                return found
        making.begin()
        return None

    def _made(self, request: HttpRequest, key: Key, turn: ExitStack | None) -> HttpResponseBase:
        """Have a page made, and keep it if it may be. `turn` is where a turn is kept that has yet to come."""
        with turn or nullcontext():
            return self._made_in_turn(request, key, turn)

    def _made_in_turn(self, request: HttpRequest, key: Key, turn: ExitStack | None) -> HttpResponseBase:
        with noting() as noted:
            making = _Making(noted, key, turn)
            request.making = making  # type: ignore[attr-defined]
            answer = self.get_response(request)
        page = making.page(request, answer)
        if page is None:
            return answer
        SHELF.put(key, page)
        return _given(page, request)


class _Making:
    """A page while it is made."""

    def __init__(self, noted: Noted, key: Key, turn: ExitStack | None) -> None:
        self.noted, self.key, self.turn = noted, key, turn
        self.sign: Sign | None = None
        self.at = Moment(0, 0)

    def begin(self) -> None:
        self.at, self.sign = _now(), SHELF.sign.now()
        self.noted.is_on = self.sign is not None

    def page(self, request: HttpRequest, answer: HttpResponseBase) -> ReadyPage | None:
        """Return what may be kept of it; None if it may not."""
        if self.sign is None or not self.noted.only_asks or len(self.noted.questions) > MOST:
            return None
        if not isinstance(answer, HttpResponse) or answer.cookies or _is_for_one(request):
            return None
        headers = dict(answer.headers)
        if not may_be_kept(status=answer.status_code, headers=headers):
            return None
        short = packed(answer.content, headers)
        return ReadyPage(answer.content, short, headers, self.at, self.sign, tuple(self.noted.questions))


def is_in_a_transaction() -> bool:
    """Tell whether this thread sees another database than everybody else does: its own changes are not saved yet."""
    return connection.in_atomic_block


def _found(key: Key, request: HttpRequest) -> HttpResponse | None:
    """Return the kept page if it is right, also if it was asked about again. Call it in turn."""
    page, sign = SHELF.get(key), SHELF.sign.now()
    is_right = page is not None and (_is_right(page, sign) or _is_still_right(page, sign))
    return _given(page, request) if page is not None and is_right else None


def _is_right(page: ReadyPage, sign: Sign | None) -> bool:
    return sign is not None and page.sign == sign and not page.made.is_too_old(_now())


def _is_still_right(page: ReadyPage, sign: Sign | None) -> bool:
    """Tell whether the database answers the page's questions as before, though something has changed in it."""
    if sign is None or page.made.is_too_old(_now()) or not all_say_the_same(page.questions):
        return False
    page.sign = sign
    return True


def _given(page: ReadyPage, request: HttpRequest) -> HttpResponse:
    """Return the page, packed for a browser that takes it so: also to the first, so that nobody can tell who was."""
    if not page.packed:
        return HttpResponse(page.content, headers=page.headers)
    is_packed = takes_packed(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    answer = HttpResponse(page.packed if is_packed else page.content, headers=page.headers)
    patch_vary_headers(answer, ["Accept-Encoding"])
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Content-Length"] = str(len(page.packed))
    return answer


def _is_for_one(request: HttpRequest) -> bool:
    """Tell whether the page holds what is made for one reader: a form's token, a nonce, a session."""
    session = getattr(request, "session", None)
    return (
        getattr(request, "person", None) is not None
        or "CSRF_COOKIE" in request.META
        or hasattr(request, "_csp_nonce")
        or (session is not None and (session.modified or not session.is_empty()))
    )


def _now() -> Moment:
    return moment(steady=time.monotonic(), seconds=time.time())
