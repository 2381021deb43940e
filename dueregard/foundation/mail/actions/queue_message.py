"""Puts one letter into the outbox, under a key that can exist only once.

The parts decide what the letter says and why; the outbox decides when it is sent.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.models import OutgoingMessage, ReceivingDomain
from dueregard.foundation.mail.queries import site_mode_now
from dueregard.foundation.work.actions.enqueue import enqueue_unless_waiting
from dueregard.rules.casework.outgoing_letter import Attachment, Letter, letter_bytes
from dueregard.rules.practice.site_time import real

SEND_TASK = "dueregard.foundation.mail.tasks.send_outgoing"


class AlreadyQueued(Exception):
    """A message with this key has been queued before; it is in the outbox, whatever happened to it."""


def message_id_for(key: str, domain: str) -> str:
    """Return the Message-ID that a key always has. It tells a stranger nothing about the key."""
    code = hmac.new(settings.SECRET_KEY.encode(), f"message-id {key}".encode(), sha256).hexdigest()[:40]
    return f"<{code}@{domain}>"


def queue_message(
    *,
    key: str,
    to: str,
    sender: str,
    reply_to: str,
    subject: str,
    text: str,
    not_before: datetime,
    by: Person | None,
    now: datetime,
    message_id_domain: str = "",
    in_reply_to: str = "",
    references: Sequence[str] = (),
    attachments: Sequence[Attachment] = (),
) -> OutgoingMessage:
    """Store the letter, dated by `now` (perhaps the site's own time), and its row. Until `not_before` it can be undone.

    Raises: AlreadyQueued, NotAnAddress, NotAHeader
    """
    letter = Letter(
        message_id=message_id_for(key, message_id_domain or reply_to.rpartition("@")[2]),
        to=to,
        sender=sender,
        reply_to=reply_to,
        subject=subject,
        text=text,
        written_at=now,
        in_reply_to=in_reply_to,
        references=tuple(references),
        attachments=tuple(attachments),
    )
    content = letter_bytes(letter)
    if OutgoingMessage.objects.filter(key=key).exists():
        raise AlreadyQueued(key)
    digest = store.put(content, is_mail=True)
    domain = to.rpartition("@")[2].lower()
    try:
        with transaction.atomic():
            message = OutgoingMessage.objects.create(
                key=key,
                to=to,
                sender=sender,
                reply_to=reply_to,
                subject=subject,
                message_id=letter.message_id,
                mode=site_mode_now(),
                sha256=digest,
                mail_system=_known_mail_system(domain),
                state_at=real(now),
                not_before=real(not_before),
                created_at=real(now),
                created_by=by,
            )
            record_act(by=by, did="queue_message", on=message, at=now, details={"mode": message.mode})
            enqueue_unless_waiting(SEND_TASK, run_after=real(not_before))
    except IntegrityError:
        raise AlreadyQueued(key) from None
    return message


def _known_mail_system(domain: str) -> str:
    """Return what the DNS said before; otherwise nothing yet, and the sender asks before it sends."""
    known = ReceivingDomain.objects.filter(domain=domain).values_list("mail_system", flat=True).first()
    return known or ""
