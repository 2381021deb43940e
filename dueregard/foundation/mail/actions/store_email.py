"""Keeps an e-mail's bytes before anything reads them, once however often they come, and queues it to be read.

The task of the app that claims its address (settings.MAIL_CLAIMS), else the one named in settings.MAIL_ARRIVAL_TASK,
decides what the e-mail is and where it belongs.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.foundation.files.gateways.store import digest_of
from dueregard.foundation.mail.models import StoredEmail
from dueregard.foundation.mail.queries import arrival_task, header_addresses
from dueregard.foundation.work.actions.add_row import add_row
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.foundation.work.gateways.composed import Asked
from dueregard.rules.mime.same_email import content_key
from dueregard.rules.practice.site_time import real
from dueregard.rules.privacy.erasing import GONE, tombstone

TRIES = 5  # against another process that stores the same bytes at the same moment


_BURIED = Asked(
    lambda stone, key: StoredEmail.objects.filter(
        Q(sha256=stone) | Q(content_key=key, sha256__startswith=GONE)
    ).order_by("pk")[:1]
)
_KNOWN = Asked(
    lambda digest, key: StoredEmail.objects.filter(Q(sha256=digest) | Q(content_key=key, same_as=None)).values_list(
        "pk", "sha256", "content_key", "same_as"
    )
)


class CouldNotStore(Exception):
    """The database did not accept the e-mail; its deliverer must try again later."""


def store_email(
    *,
    raw: bytes,
    arrived_by: str,
    envelope_from: str,
    envelope_to: Sequence[str],
    now: datetime,
    group_hint: uuid.UUID | None = None,
) -> tuple[StoredEmail, bool]:
    """Return the stored e-mail and whether it is new. When this returns, bytes and row are on the disk.

    `envelope_from` is "<>" where the mail server says that it is empty, and nothing where nobody said it.
    The same e-mail by another route is a row of its own whose `same_as` names the first. One that was erased
    stays so. Raises: CouldNotStore, OSError
    """
    key = content_key(raw)
    if (erased := _erased(digest_of(raw), key)) is not None:
        return erased, False  # its bytes are not kept a second time
    digest = store.put(raw, is_mail=True)
    for _ in range(TRIES):
        try:
            with on_disk(), transaction.atomic():
                same_bytes, same_content = _known_as(digest, key)
                if same_bytes is not None:
                    known = StoredEmail.objects.select_for_update().get(pk=same_bytes)
                    return _delivered_again(known, envelope_from, _clean(envelope_to)), False
                email = StoredEmail(
                    sha256=digest,
                    content_key=key,
                    same_as_id=same_content,
                    size=len(raw),
                    arrived_by=arrived_by,
                    received_at=now,
                    envelope_from=_clean([envelope_from])[0] if envelope_from else "",
                    envelope_to=_clean(envelope_to),
                    state_at=real(now),
                    enqueued_at=real(now),
                    group_hint=group_hint,
                )
                add_row(email)
                record_act(by=None, did="store_email", on=email, at=now, details={"by": arrived_by, "size": len(raw)})
                if task := arrival_task([*email.envelope_to, *header_addresses(raw)]):
                    enqueue(task, str(email.pk))
                return email, True
        except IntegrityError:
            continue
    raise CouldNotStore(digest)


def _erased(digest: str, key: str) -> StoredEmail | None:
    """Return the row of an e-mail that was erased, and now comes again: from the mailbox, or by another route."""
    return _BURIED.first(tombstone(digest), key)


def _known_as(digest: str, key: str) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """Return which e-mail has these very bytes, and which was the first with this content."""
    same_bytes = same_content = None
    for pk, sha256, content, same_as in _KNOWN.all(digest, key):
        if sha256 == digest:
            same_bytes = pk
        if content == key and same_as is None:
            same_content = pk
    return same_bytes, same_content


def _delivered_again(email: StoredEmail, sender: str, recipients: list[str]) -> StoredEmail:
    """Keep what the envelope adds when the same bytes arrive again: its recipients may name another case."""
    missing = [one for one in recipients if one not in email.envelope_to]
    if missing or (sender and not email.envelope_from):
        email.envelope_to = [*email.envelope_to, *missing]
        email.envelope_from = email.envelope_from or _clean([sender])[0]
        email.save(update_fields=["envelope_to", "envelope_from"])
    return email


def _clean(addresses: Sequence[str]) -> list[str]:
    """Make what the envelope said storable: no NUL, no broken characters, no more than an address may have."""
    plain = [one.replace("\0", "").encode("utf-8", "replace").decode()[:320] for one in addresses]
    return list(dict.fromkeys(plain))
