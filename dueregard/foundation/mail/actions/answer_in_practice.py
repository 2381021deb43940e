"""Takes what a person answers as the body on a practice site: real bytes through the real incoming mail.

Each part that sends letters says what can be answered; where an answer goes is decided when it is read.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from email.utils import formataddr
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import Mode, OutgoingMessage, StoredEmail
from dueregard.foundation.mail.queries import site_mode_now
from dueregard.rules.casework.outgoing_letter import Letter, letter_bytes


class NotPractice(Exception):
    """The site is live, or this letter went to a real body. Nobody can reply for it here."""


class NotSentYet(Exception):
    """The letter can still be undone, so the body has not had it."""


def check_can_answer(message: OutgoingMessage | None) -> OutgoingMessage:
    """Return a message that can be answered here. Raises: NotPractice, NotSentYet"""
    if message is None or message.mode != Mode.PRACTICE or site_mode_now() != Mode.PRACTICE:
        raise NotPractice("You can only reply here to letters written in practice mode.")
    if message.state != OutgoingMessage.State.SENT:
        raise NotSentYet("This letter has not been sent yet. Send it first, then reply to it.")
    return message


def answer_id(message: OutgoingMessage) -> str:
    """Return a new Message-ID of the body that had a message."""
    return f"<{uuid.uuid4().hex}@{message.to.rpartition('@')[2]}>"


def in_own_words(*, message: OutgoingMessage, body_name: str, text: str, message_id: str, at: datetime) -> bytes:
    """Return an answer that a person wrote, as the e-mail of the body."""
    subject = message.subject
    return letter_bytes(
        Letter(
            message_id=message_id,
            to=message.reply_to,
            sender=formataddr((body_name, message.to)),
            reply_to=message.to,
            subject=subject if subject.lower().startswith("re:") else f"Re: {subject}"[:300],
            text=text,
            written_at=at,
            in_reply_to=message.message_id,
            references=(message.message_id,),
        )
    )


def take_answer(
    *,
    message: OutgoingMessage,
    raw: bytes,
    to: str,
    on: Model,
    group: UUID,
    details: Mapping[str, str],
    by: Person,
    now: datetime,
) -> StoredEmail:
    """Store an answer as if a mail server had brought it. `on` is the letter that it answers."""
    with transaction.atomic():
        record_act(by=by, did="answer_as_body", on=on, at=now, details=dict(details))
        email, _ = store_email(
            raw=raw,
            arrived_by=StoredEmail.Arrival.MAILROOM,
            envelope_from=message.to,
            envelope_to=[to],
            now=now,
            group_hint=group,
        )
    return email
