"""Uploads: a challenge, a beginning, chunks, an end; and the form without scripts. Nobody is asked who they are."""

import re
from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore
from typing import Any, BinaryIO, cast

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.submissions import access
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.actions.finish_upload import finish_upload
from dueregard.parts.submissions.actions.keep_chunk import keep_chunk
from dueregard.parts.submissions.actions.refusals import Busy, Refused, Unknown
from dueregard.parts.submissions.actions.start_upload import check_open, start_upload
from dueregard.parts.submissions.actions.take_plain import take_plain
from dueregard.parts.submissions.gateways.delivered import delivered_files
from dueregard.parts.submissions.gateways.plain import IntoStore
from dueregard.parts.submissions.models import Upload, new_id
from dueregard.parts.submissions.queries.challenges import new_challenge
from dueregard.parts.submissions.queries.room import room_left
from dueregard.parts.submissions.views.answers import length_of, refuse, say, small_body
from dueregard.rules.sealed.flood import SPAN
from dueregard.rules.sealed.upload import HASH, LARGEST_CHUNK, Malformed, read_finish, read_object

AT_ONCE = 56  # senders that one process waits for; the others are asked to come again, so that pages go on
PIECE = 64 * 1024  # bytes
WAIT = 5  # seconds they are asked to wait
_senders = BoundedSemaphore(AT_ONCE)
NUMBER = re.compile(r"\d{1,5}", re.ASCII)
Answer = Callable[..., HttpResponse]


def api(*methods: str) -> Callable[[Answer], Answer]:
    """Make a view of the API: open to everybody, for these methods, its refusals said in the protocol's words."""

    def make(view: Answer) -> Answer:
        @csrf_exempt  # there is no cookie that a page elsewhere could use
        @open_to(Audience.EVERYBODY)
        @require_http_methods(methods)
        @wraps(view)
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, **kwargs)
            except Refused as refused:
                return refuse(refused)
            except (Malformed, UnreadablePostError):  # also of somebody who went away in the middle
                return refuse(Refused())

        return answer

    return make


@api("GET")
def challenge(request: SiteRequest, slug: str) -> HttpResponse:
    """Give out a challenge: anybody's."""
    inbox = access.inbox_of(slug)
    check_open(inbox, day_of(request.now))
    made, bits = new_challenge(inbox, span=_span(request))
    return say({"challenge": made, "bits": bits})


@api("POST")
def start(request: SiteRequest, slug: str) -> HttpResponse:
    """Let an upload begin."""
    said = read_object(small_body(request))
    made, work = said.get("challenge"), said.get("work")
    if not isinstance(made, str) or not isinstance(work, str):
        raise Malformed
    upload = start_upload(
        inbox=access.inbox_of(slug), challenge=made, work=work, span=_span(request), today=day_of(request.now)
    )
    return say({"upload": upload.pk}, 201)


@api("PUT")
def chunk(request: SiteRequest, slug: str, upload: str, part: str, index: str) -> HttpResponse:
    """Keep one chunk; the answer comes when it is on the disk."""
    digest = request.headers.get("X-Chunk-SHA256", "")
    if not HASH.fullmatch(digest) or not NUMBER.fullmatch(part) or not NUMBER.fullmatch(index):
        raise Malformed
    length = length_of(request)
    if not _senders.acquire(blocking=False):
        raise Busy(WAIT)
    try:
        keep_chunk(
            upload=_upload(slug, upload),
            part=int(part),
            index=int(index),
            digest=digest,
            length=length,
            stream=cast(BinaryIO, request),
            today=day_of(request.now),
        )
    finally:
        try:
            _read_to_the_end(request, length)
        finally:
            _senders.release()
    return say({"sha256": digest})


@api("POST")
def finish(request: SiteRequest, slug: str, upload: str) -> HttpResponse:
    """Make a message of what arrived, and give the receipt."""
    said = read_finish(small_body(request))
    receipt = finish_upload(upload=_upload(slug, upload), said=said, today=day_of(request.now))
    return say({"receipt": receipt}, 201)


@csrf_exempt
@open_to(Audience.EVERYBODY)
@require_http_methods(["POST"])
def plain(request: SiteRequest, slug: str) -> HttpResponse:
    """Take files that were sealed by hand. Answers with a page, for there is no script to read anything else."""
    inbox, today = access.inbox_of(slug), day_of(request.now)
    if not _senders.acquire(blocking=False):
        return _page("busy.html", "Too many people are sending just now. Nothing was saved. Try again soon.", 429)
    try:
        check_open(inbox, today)
        handler = IntoStore(request, folder=new_id(), today=today, room=room_left(inbox))
        request.upload_handlers = [handler]
        request.FILES  # noqa: B018 (reading it reads the form)
        if handler.refused:
            return _refused_page("no-room" if handler.has_no_room else "")
        take_plain(inbox=inbox, folder=handler.folder, files=handler.files, today=today)
    except (Refused, MultiPartParserError, UnreadablePostError) as refused:
        return _refused_page(getattr(refused, "word", ""))
    finally:
        _senders.release()
    return _page("sent.html", "Your files arrived, sealed as you sent them. Close this page.", 200)


def _read_to_the_end(request: HttpRequest, length: int) -> None:
    """Read what was not: a sender whose body is cut off never sees the answer, not even that all is well."""
    if length <= LARGEST_CHUNK:
        while request.read(PIECE):
            pass


def _refused_page(word: str) -> HttpResponse:
    if word in {"closed", "full", "no-room"}:
        return _page(
            "closed.html", "This inbox is not accepting anything at the moment. Nothing you sent was saved.", 403
        )
    words = (
        "At least one file was not sealed to this group’s keyholders with age. Nothing you sent was saved. Seal each "
        "file with: age -R recipients.txt -o file.age file. Then try again."
    )
    return _page("not-sent.html", words, 422)


def _page(name: str, words: str, status: int) -> HttpResponse:
    """Return a delivered page, or its sentence where the pages have none of that name."""
    page = delivered_files().get(name)
    if page is None:
        return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=status, content_type="text/html; charset=utf-8")


def _upload(slug: str, pk: str) -> Upload:
    upload = access.upload_for(access.inbox_of(slug), pk)
    if upload is None:
        raise Unknown
    return upload


def _span(request: SiteRequest) -> int:
    return int(request.now.timestamp()) // SPAN
