"""The keyholder's side: lists and hands out ciphertext, takes sealed replies, deletes.

Two doors lead here, and both name a person: a session with its second factor (the keyholder's page), or the key of the
keyholder's own program.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.accounts.requests import SignedInRequest
from dueregard.parts.submissions import access
from dueregard.parts.submissions.actions.delete_thread import delete_as_keyholder
from dueregard.parts.submissions.actions.mark_read import mark_read
from dueregard.parts.submissions.actions.post_reply import LARGEST_REPLY, post_reply
from dueregard.parts.submissions.actions.refusals import Refused, TooLarge
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.models import Inbox
from dueregard.parts.submissions.queries.keyholders import threads_after
from dueregard.parts.submissions.views.answers import WITH_PASSKEYS, length_of, refuse, say, with_headers
from dueregard.parts.submissions.views.delivered import delivered

BYTES = "application/octet-stream"
ID = re.compile(r"[0-9a-f]{32}")
Inner = Callable[..., HttpResponseBase]


def both_doors(*methods: str) -> Callable[[Inner], tuple[Inner, Inner]]:
    """Make two views of one: for a signed-in keyholder, and for a keyholder's program. It gets `inbox` and `person`."""

    def make(inner: Inner) -> tuple[Inner, Inner]:
        @open_to(Audience.SIGNED_IN)
        @require_http_methods(methods)
        @wraps(inner)
        def signed_in(request: SignedInRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            inbox = access.inbox_held_by(request.person, slug)
            return with_headers(_answer(inner, request, inbox, request.person, kwargs))

        @csrf_exempt  # a key in a header is sent by no page elsewhere
        @open_to(Audience.EVERYBODY)
        @require_http_methods(methods)
        @wraps(inner)
        def by_key(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            inbox, person = access.keyholder_by_key(slug, request.headers.get("Authorization", ""))
            return _answer(inner, request, inbox, person, kwargs)

        return signed_in, by_key

    return make


def _answer(
    inner: Inner, request: HttpRequest, inbox: Inbox, person: Person, kwargs: dict[str, Any]
) -> HttpResponseBase:
    try:
        return inner(request, inbox=inbox, person=person, **kwargs)
    except Refused as refused:
        return refuse(refused)


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def page(request: SignedInRequest, slug: str, name: str = "keyholder.html") -> HttpResponseBase:
    """Return a file of the keyholder's page: the same bytes as everywhere. Raises: Http404"""
    response = with_headers(delivered(access.inbox_held_by(request.person, slug), name))
    response.headers["Permissions-Policy"] += WITH_PASSKEYS
    return response


@open_to(Audience.SIGNED_IN)
@require_http_methods(["GET"])
def hello(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Give the keyholder's page the token that its posts carry."""
    access.inbox_held_by(request.person, slug)
    return with_headers(say({"v": 1, "token": get_token(request)}))


@both_doors("GET")
def _threads(request: SignedInRequest, *, inbox: Inbox, person: Person) -> HttpResponseBase:
    """List threads."""
    after = request.GET.get("after", "")
    if after and not ID.fullmatch(after):
        raise Refused
    return say(threads_after(inbox, after))


@both_doors("GET")
def _message(request: SignedInRequest, *, inbox: Inbox, person: Person, message: str) -> HttpResponseBase:
    """Return a sealed message."""
    return _sealed(inbox, message, 0)


@both_doors("GET")
def _file(request: SignedInRequest, *, inbox: Inbox, person: Person, message: str, number: int) -> HttpResponseBase:
    """Return one sealed file of a message."""
    return _sealed(inbox, message, number)


@both_doors("POST")
def _reply(request: SignedInRequest, *, inbox: Inbox, person: Person, thread: str) -> HttpResponseBase:
    """Keep a sealed reply."""
    length = length_of(request)
    if length > LARGEST_REPLY:
        raise TooLarge
    sealed = request.read(length)
    reply = post_reply(thread=access.thread_for(inbox, thread), sealed=sealed, by=person, now=request.now)
    return say({"id": reply.pk}, 201)


@both_doors("POST")
def _read(request: SignedInRequest, *, inbox: Inbox, person: Person, message: str) -> HttpResponseBase:
    """Note that a message was opened."""
    mark_read(message=access.message_for(inbox, message))
    return say({"v": 1})


@both_doors("POST")
def _delete(request: SignedInRequest, *, inbox: Inbox, person: Person, thread: str) -> HttpResponseBase:
    """Delete a thread for everybody."""
    delete_as_keyholder(thread=access.thread_for(inbox, thread), by=person, now=request.now)
    return say({"v": 1})


threads, threads_by_key = _threads
message, message_by_key = _message
file, file_by_key = _file
reply, reply_by_key = _reply
read, read_by_key = _read
delete, delete_by_key = _delete


def _sealed(inbox: Inbox, message: str, number: int) -> HttpResponseBase:
    part = access.part_for(inbox, message, number)
    response = StreamingHttpResponse(store.read_part(part.message_id, number), content_type=BYTES)
    response.headers["Content-Length"] = str(part.size)
    return response
