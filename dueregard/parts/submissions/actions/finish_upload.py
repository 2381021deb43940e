"""Makes a message of an upload, once everything that was named lies on the disk and each envelope fits.

The chunks stay where they are: a process killed at any instruction leaves either an upload or a message.
"""

from datetime import date, timedelta
from hashlib import sha256
from secrets import randbelow

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.parts.submissions.actions.refusals import Conflict, NotSealed, Refused, TooLarge
from dueregard.parts.submissions.actions.start_upload import check_open
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.models import Direction, Inbox, Message, Part, Thread, Upload
from dueregard.parts.submissions.queries.configuration import kept_days
from dueregard.parts.submissions.queries.who_reads import Accepted, accepted
from dueregard.rules.sealed.envelope import LARGEST_HEADER, Content, EnvelopeRefused, Reason, check_envelope
from dueregard.rules.sealed.upload import LARGEST_THREAD, Finished, PartSaid, tag_of

WITHIN = 15  # days: the last day of a thread is chosen among so many


def finish_upload(*, upload: Upload, said: Finished, today: date) -> str:
    """Make a message of the upload and return its receipt. The same again returns the same receipt.

    Raises: Closed, Conflict, NotSealed, TooLarge, Refused
    """
    if upload.receipt:
        return _again(upload, said)
    check_open(upload.inbox, today)
    for number, part in enumerate(said.parts):
        _check_chunks(upload.pk, number, part)
    _check_envelopes(upload, said.parts, accepted(upload.inbox, today))
    size = sum(part.size for part in said.parts)
    try:
        with on_disk(), transaction.atomic():
            upload = Upload.objects.select_for_update().get(pk=upload.pk)
            if upload.receipt:
                return _again(upload, said)
            thread = _thread(upload.inbox, said, today)
            if thread.size + size > LARGEST_THREAD:
                raise TooLarge
            _add_message(thread, upload.pk, said.parts, today)
            extend(thread, memo=said.memo, size=size, today=today)
            upload.receipt, upload.size, upload.day = said.receipt, 0, today
            upload.save(update_fields=["receipt", "size", "day"])
    except (IntegrityError, Upload.DoesNotExist) as clash:  # the tag is taken, or the thread went meanwhile
        raise Conflict from clash
    store.keep_only(upload.pk, {number: part.chunks for number, part in enumerate(said.parts)}, today)
    return said.receipt


def extend(thread: Thread, *, size: int, today: date, memo: bytes | None = None) -> None:
    """Add bytes to a thread, and let it be kept from today on for as long as was said, give or take a week."""
    until = last_day(thread.inbox, today)
    changed = {"memo": memo} if memo is not None else {}
    Thread.objects.filter(pk=thread.pk).update(size=F("size") + size, until=max(until, thread.until), **changed)


def last_day(inbox: Inbox, today: date) -> date:
    """Return a last day for what arrives today: never sooner than was said, and chosen so that it tells no more."""
    return today + timedelta(days=kept_days(inbox) + randbelow(WITHIN))


def next_position(thread: Thread) -> int:
    """Return the place behind the last message of a thread."""
    last = Message.objects.filter(thread=thread).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _again(upload: Upload, said: Finished) -> str:
    if upload.receipt != said.receipt:
        raise Conflict
    return upload.receipt


def _check_chunks(folder: str, number: int, part: PartSaid) -> None:
    there = store.chunks(folder, number)
    for index, digest in enumerate(part.chunks):
        if there.get((index, digest)) != part.length_of(index):
            raise Refused


def _check_envelopes(upload: Upload, parts: tuple[PartSaid, ...], ways: list[Accepted]) -> None:
    """All parts are sealed to one and the same list: the one in force, or the fresh one before it."""
    starts = [store.start_of(upload.pk, n, part.chunks[0], LARGEST_HEADER) for n, part in enumerate(parts)]
    refused: NotSealed | None = None
    for way in ways:
        try:
            for number, (start, part) in enumerate(zip(starts, parts, strict=True)):
                content = Content.FILE if number else Content.MESSAGE
                _check_one(number, start, part.size, content, way)
        except NotSealed as no:
            refused = refused or no
        else:
            return
    raise refused or NotSealed(0, Reason.NOT_AGE)


def _check_one(number: int, start: bytes, size: int, content: Content, way: Accepted) -> None:
    try:
        check_envelope(start, total=size, recipient=way.recipient, recipients=way.recipients, content=content)
    except EnvelopeRefused as no:
        raise NotSealed(number, no.reason) from no


def _thread(inbox: Inbox, said: Finished, today: date) -> Thread:
    """Return a new thread, or the one of the code, unless its memo is another than the sender saw. Raises: Conflict"""
    if said.thread:
        until = last_day(inbox, today)
        return Thread.objects.create(inbox=inbox, tag=said.thread, memo=said.memo, day=today, until=until)
    thread = Thread.objects.select_for_update().filter(inbox=inbox, tag=tag_of(said.lookup)).first()
    if thread is None or sha256(bytes(thread.memo)).hexdigest() != said.replaces:
        raise Conflict
    return thread


def _add_message(thread: Thread, folder: str, parts: tuple[PartSaid, ...], today: date) -> None:
    message = Message.objects.create(
        pk=folder, thread=thread, direction=Direction.SOURCE, position=next_position(thread), day=today
    )
    Part.objects.bulk_create(
        Part(message=message, number=number, size=part.size, chunks=len(part.chunks))
        for number, part in enumerate(parts)
    )
