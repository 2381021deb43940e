"""Keeps one chunk of an upload: confirmed means on the disk, under its place and its hash.

The first chunk of a part must begin as a file sealed to the keyholders does, before a byte of it is written: words that
were not sealed never reach the disk. Whether the whole is a sealed message is `finish_upload`.
"""

from datetime import date
from typing import BinaryIO

from django.db.models import F

from dueregard.parts.submissions.actions.refusals import Conflict, Full, NotSealed, Refused, TooLarge, Unknown
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.gateways.forgetting import let_go
from dueregard.parts.submissions.gateways.store import NotWhatWasSaid, OtherBytes, Place
from dueregard.parts.submissions.models import Upload
from dueregard.parts.submissions.queries.room import has_room
from dueregard.parts.submissions.queries.who_reads import Accepted, accepted
from dueregard.rules.sealed.envelope import LARGEST_HEADER, EnvelopeRefused, Reason, check_header
from dueregard.rules.sealed.upload import CHUNK_BYTES, LARGEST_THREAD, is_place


def keep_chunk(
    *, upload: Upload, part: int, index: int, digest: str, length: int, stream: BinaryIO, today: date
) -> None:
    """Keep a chunk of `length` bytes and this SHA-256. The same chunk again is content with what is there.

    Raises: Unknown, Conflict, TooLarge, Full, NotSealed, Refused
    """
    if upload.receipt:
        raise Unknown
    if length > CHUNK_BYTES or not is_place(part, index) or upload.size + length > LARGEST_THREAD:
        raise TooLarge
    if length < 1:
        raise Refused
    if not has_room(upload.inbox, length) or store.is_nearly_full():
        raise Full
    ways = accepted(upload.inbox, today) if index == 0 else []
    let_go()
    start = _checked_start(stream, part, length, ways) if index == 0 else b""
    try:
        is_new = store.keep_chunk(
            stream, Place(upload.pk, part, index), digest=digest, length=length, today=today, start=start
        )
    except OtherBytes as other:
        raise Conflict from other
    except NotWhatWasSaid as short:
        raise Refused from short
    # The row may have been abandoned and purged meanwhile; then the chunk is swept up with its folder.
    more = length if is_new else 0
    if not Upload.objects.filter(pk=upload.pk, receipt="").update(size=F("size") + more, day=today):
        raise Unknown


def _checked_start(stream: BinaryIO, part: int, length: int, ways: list[Accepted]) -> bytes:
    """Read as much as a header may have, and return it if it is one. Raises: NotSealed"""
    start = bytearray()
    while len(start) < min(length, LARGEST_HEADER):
        piece = stream.read(min(length, LARGEST_HEADER) - len(start))
        if not piece:
            break
        start += piece
    reason = Reason.NOT_AGE
    for way in ways:
        try:
            check_header(bytes(start), recipient=way.recipient, recipients=way.recipients)
        except EnvelopeRefused as no:
            reason = no.reason
        else:
            return bytes(start)
    raise NotSealed(part, reason)
