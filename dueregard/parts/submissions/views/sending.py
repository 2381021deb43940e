"""Uploads: a challenge, a beginning, chunks, an end; and the form without scripts. Nobody is asked who they are."""

import re
from collections.abc import Callable
from datetime import date
from errno import EDQUOT, ENOSPC
from functools import wraps
from threading import BoundedSemaphore
from typing import Any, BinaryIO, cast

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dueregard.foundation.accounts.audience import Audience, open_to
from dueregard.foundation.accounts.requests import SiteRequest
from dueregard.parts.submissions import access
from dueregard.parts.submissions.actions.arrive_plain import ArrivingByHand
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.actions.finish_upload import finish_upload
from dueregard.parts.submissions.actions.keep_chunk import keep_chunk
from dueregard.parts.submissions.actions.refusals import Busy, Closed, Full, Refused, TooLarge, Unknown
from dueregard.parts.submissions.actions.start_upload import check_open, check_room, start_upload
from dueregard.parts.submissions.actions.take_plain import take_plain
from dueregard.parts.submissions.gateways.delivered import delivered_files
from dueregard.parts.submissions.gateways.plain import IntoStore
from dueregard.parts.submissions.models import Upload
from dueregard.parts.submissions.queries.challenges import new_challenge
from dueregard.parts.submissions.views.answers import length_of, refuse, say, small_body
from dueregard.rules.sealed.flood import SPAN
from dueregard.rules.sealed.upload import HASH, LARGEST_CHUNK, Malformed, read_finish, read_object

AT_ONCE = 56  # senders that one process waits for; the others are asked to come again, so that pages go on
PIECE = 64 * 1024  # bytes
WAIT = 5  # seconds they are asked to wait
REFUSED_PAGES = {
    Busy.word: ("busy.html", "Too many people are sending just now. Nothing was saved. Try again soon.", 429),
    Closed.word: ("closed.html", "This inbox is switched off at the moment. Nothing you sent was saved.", 403),
    Full.word: (
        "full.html",
        "This inbox is full at the moment. Nothing you sent was saved. Try again in a few days.",
        507,
    ),
    TooLarge.word: ("", "These files are too large for the inbox. Nothing you sent was saved.", 413),
}
NOT_SENT = (
    "not-sent.html",
    "At least one file was not sealed to this group’s keyholders with age. Nothing you sent was saved. Seal each file "
    "with: age -R recipients.txt -o file.age file. Then try again.",
    422,
)
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
    check_room(inbox)
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
        return _refused_page(Busy.word)
    try:
        arriving = ArrivingByHand(inbox=inbox, today=today)
        try:
            _take_form(request, arriving, today)
        except BaseException:  # whatever it was: a line that broke, a form that is none, a disk without room
            arriving.drop()
            raise
    except Refused as refused:
        return _refused_page(refused.word)
    except OSError as failed:
        if failed.errno not in {ENOSPC, EDQUOT}:
            raise
        return _refused_page(Full.word)
    finally:
        _senders.release()
    return _page("sent.html", "Your files arrived, sealed as you sent them. Close this page.", 200)


def _take_form(request: SiteRequest, arriving: ArrivingByHand, today: date) -> None:
    """Read the form into the store, and keep its files. Raises: Refused"""
    handler = IntoStore(request, folder=arriving.upload.pk, today=today, arriving=arriving)
    request.upload_handlers = [handler]
    try:
        request.FILES  # noqa: B018 (reading it reads the form)
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation) as broken:
        raise Refused from broken
    if handler.refused:
        raise handler.refused if isinstance(handler.refused, Refused) else Refused from handler.refused
    take_plain(upload=arriving.upload, files=handler.files, today=today)


def _read_to_the_end(request: HttpRequest, length: int) -> None:
    """Read what was not: a sender whose body is cut off never sees the answer, not even that all is well."""
    if length <= LARGEST_CHUNK:
        while request.read(PIECE):
            pass


def _refused_page(word: str) -> HttpResponse:
    name, words, status = REFUSED_PAGES.get(word, NOT_SENT)
    return _page(name, words, status)


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
