"""Keeps a keyholder's sealed reply for whoever holds the thread's code."""

from datetime import datetime
from hashlib import sha256
from io import BytesIO

from django.conf import settings
from django.db import IntegrityError, transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.parts.submissions.actions.days import day_of, start_of_day
from dueregard.parts.submissions.actions.finish_upload import extend, next_position
from dueregard.parts.submissions.actions.refusals import Conflict, Full, NotSealed
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.models import Direction, Message, Part, Thread, new_id
from dueregard.parts.submissions.queries.room import has_room_for_answer
from dueregard.parts.submissions.queries.who_reads import kinds_ever
from dueregard.rules.sealed.envelope import LARGEST_HEADER, Content, EnvelopeRefused, Reason, check_envelope

LARGEST_REPLY = 280 * 1024  # bytes: the largest message, with its header and tags


def post_reply(*, thread: Thread, sealed: bytes, by: Person, now: datetime) -> Message:
    """Keep a reply, sealed to exactly one recipient: whose, only the source and the keyholder know.

    Raises: NotSealed, Full, Conflict
    """
    _check(thread, sealed)
    # Half of what stays free for the site is for answers: a flood that fills the disk must not silence keyholders.
    if not has_room_for_answer(thread.inbox, len(sealed)) or store.is_nearly_full(settings.SEALED_DISK_RESERVE // 2):
        raise Full
    today, folder, digest = day_of(now), new_id(), sha256(sealed).hexdigest()
    place = store.Place(folder, 0, 0)
    store.keep_chunk(BytesIO(sealed), place, digest=digest, length=len(sealed), today=today)
    try:
        with on_disk(), transaction.atomic():
            thread = Thread.objects.select_for_update().get(pk=thread.pk)
            message = Message.objects.create(
                pk=folder, thread=thread, direction=Direction.GROUP, position=next_position(thread), day=today
            )
            Part.objects.create(message=message, number=0, size=len(sealed), chunks=1)
            extend(thread, size=len(sealed), today=today)
            record_act(by=by, did="reply_to_sealed_thread", on=thread.inbox, at=start_of_day(now))
    except (Thread.DoesNotExist, IntegrityError) as gone:  # deleted by its source meanwhile
        store.remove(folder, today)
        raise Conflict from gone
    return message


def _check(thread: Thread, sealed: bytes) -> None:
    refused: EnvelopeRefused | None = None
    for kind in kinds_ever(thread.inbox):
        try:
            check_envelope(
                sealed[:LARGEST_HEADER], total=len(sealed), recipient=kind, recipients=1, content=Content.MESSAGE
            )
        except EnvelopeRefused as no:
            refused = no
        else:
            return
    raise NotSealed(0, refused.reason if refused else Reason.NOT_AGE)
