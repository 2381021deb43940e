"""Lets an upload begin: when the inbox is open, the work is done, and there is room.

Nobody is known by it: the challenge is the same for everybody, and the bucket is shared.
"""

import hashlib
from datetime import date

from django.db import IntegrityError, transaction

from dueregard.parts.submissions.actions.refusals import Busy, Closed, Full, WorkMissing
from dueregard.parts.submissions.gateways import bucket, store
from dueregard.parts.submissions.models import Inbox, Upload, UsedChallenge
from dueregard.parts.submissions.queries.challenges import challenge_secret
from dueregard.parts.submissions.queries.room import has_room
from dueregard.parts.submissions.queries.who_reads import list_in_force
from dueregard.rules.sealed.flood import bits_of, is_done


def start_upload(*, inbox: Inbox, challenge: str, work: str, span: int, today: date) -> Upload:
    """Begin an upload. `span` counts spans of `rules/sealed/flood.SPAN`. Raises: Closed, WorkMissing, Busy, Full"""
    check_open(inbox, today)
    bits = bits_of(challenge, challenge_secret(inbox), span=span)
    if bits is None or not is_done(challenge, work, bits):
        raise WorkMissing
    try:
        with transaction.atomic():
            digest = hashlib.sha256(challenge.encode()).hexdigest()
            UsedChallenge.objects.create(digest=digest, day=today)
            return begin(inbox, today)
    except IntegrityError as used:
        raise WorkMissing from used


def begin(inbox: Inbox, today: date) -> Upload:
    """Let an upload begin, by whichever door: the page's, or the form without scripts. Raises: Closed, Full, Busy"""
    check_open(inbox, today)
    check_room(inbox)
    if wait := bucket.take():
        raise Busy(int(wait) + 1)
    return Upload.objects.create(inbox=inbox, day=today)


def check_room(inbox: Inbox) -> None:
    """Refuse when the group's share or the disk is used up: said before anybody writes. Raises: Full"""
    if not has_room(inbox) or store.is_nearly_full():
        raise Full


def check_open(inbox: Inbox, today: date) -> None:
    """Refuse when nothing may be sent to this inbox. Raises: Closed"""
    manifest = list_in_force(inbox)
    if not inbox.is_open or manifest is None or manifest.valid_until < today:
        raise Closed
