"""Takes files that somebody sealed by hand and sent through the form without scripts.

Nothing but age files for this inbox's keyholders is kept, and nothing else ever touches the disk (`gateways/plain.py`).
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.parts.submissions.actions.finish_upload import last_day
from dueregard.parts.submissions.actions.refusals import NotSealed, Refused, Unknown
from dueregard.parts.submissions.actions.start_upload import check_open
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.gateways.plain import PlainFile
from dueregard.parts.submissions.models import Direction, Inbox, Message, Part, Thread, Upload
from dueregard.parts.submissions.queries.who_reads import accepted
from dueregard.rules.sealed.envelope import LARGEST_HEADER, Content, EnvelopeRefused, Reason, check_envelope


def take_plain(*, upload: Upload, files: Sequence[PlainFile], today: date) -> Thread:
    """Make a thread of these files; without a code, nobody can come back to it.

    When it raises, the upload is as it was, and whoever began it drops it. Raises: Closed, NotSealed, Refused, Unknown
    """
    inbox, folder = upload.inbox, upload.pk
    check_open(inbox, today)
    if not files:
        raise Refused
    size = sum(one.size for one in files)
    for one in files:
        _check(inbox, folder, one, today)
    with on_disk(), transaction.atomic():
        if not Upload.objects.filter(pk=folder).delete()[0]:  # dropped by a keyholder meanwhile
            raise Unknown
        thread = Thread.objects.create(inbox=inbox, day=today, until=last_day(inbox, today), size=size)
        message = Message.objects.create(
            pk=folder, thread=thread, direction=Direction.SOURCE, position=0, day=today, is_plain=True
        )
        Part.objects.bulk_create(
            Part(message=message, number=one.part, size=one.size, chunks=len(one.chunks)) for one in files
        )
    store.keep_only(folder, {one.part: one.chunks for one in files}, today)
    return thread


def _check(inbox: Inbox, folder: str, one: PlainFile, today: date) -> None:
    start = store.start_of(folder, one.part, one.chunks[0], LARGEST_HEADER)
    reason = Reason.NOT_AGE
    for way in accepted(inbox, today):
        try:
            check_envelope(
                start, total=one.size, recipient=way.recipient, recipients=way.recipients, content=Content.PLAIN
            )
        except EnvelopeRefused as no:
            reason = no.reason
        else:
            return
    raise NotSealed(one.part, reason)
