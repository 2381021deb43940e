"""Answering a practice letter as the body would: real bytes through the real incoming mail, to learn the real work.

rules/practice/replies has the ready-made answers; where an answer goes is decided when it is read.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import Mode, OutgoingMessage, StoredEmail
from dueregard.foundation.mail.queries import site_mode_now
from dueregard.parts.foi.models import Correspondence
from dueregard.rules.casework.outgoing_letter import Letter, letter_bytes
from dueregard.rules.law.laws import Law
from dueregard.rules.practice.replies import compose_reply, envelope_recipient

OWN_WORDS = "own_words"


class NotPractice(Exception):
    """The site is live, or this letter went to a real body. Nobody can reply for it here."""


class NotSentYet(Exception):
    """The letter can still be undone, so the body has not had it."""


@dataclass(frozen=True, slots=True)
class Post:
    """How an answer travels: who writes to whom, in answer to what."""

    letter: Correspondence
    message: OutgoingMessage
    message_id: str
    at: datetime


def answer_as_body(*, letter: Correspondence, slug: str, text: str, by: Person, now: datetime) -> StoredEmail:
    """Answer a practice letter with a ready-made reply, or with `text` when the slug is OWN_WORDS.

    Raises: NotPractice, NotSentYet, KeyError (no reply of that name)
    """
    message = letter.outgoing
    if message is None or message.mode != Mode.PRACTICE or site_mode_now() != Mode.PRACTICE:
        raise NotPractice("You can only reply here to letters written in practice mode.")
    if message.state != OutgoingMessage.State.SENT:
        raise NotSentYet("This letter has not been sent yet. Send it first, then reply to it.")
    domain = message.to.rpartition("@")[2]
    post = Post(letter, message, f"<{uuid.uuid4().hex}@{domain}>", now)
    raw = _in_own_words(post, text) if slug == OWN_WORDS else _ready_made(post, slug)
    with transaction.atomic():
        record_act(by=by, did="answer_as_body", on=letter, at=now, details={"reply": slug})
        email, _ = store_email(
            raw=raw,
            arrived_by=StoredEmail.Arrival.MAILROOM,
            envelope_from=message.to,
            envelope_to=[envelope_recipient(slug, to=message.reply_to)],
            now=now,
            group_hint=letter.case.group_id,
        )
    return email


def _ready_made(post: Post, slug: str) -> bytes:
    case = post.letter.case
    return compose_reply(
        slug,
        to=post.message.reply_to,
        from_address=post.message.to,
        body_name=case.body.name,
        law=Law(case.law),
        request_subject=post.message.subject,
        request_message_id=post.message.message_id,
        request_date=post.message.sent_at or post.at,
        message_id=post.message_id,
        at=post.at,
    )


def _in_own_words(post: Post, text: str) -> bytes:
    subject = post.message.subject
    return letter_bytes(
        Letter(
            message_id=post.message_id,
            to=post.message.reply_to,
            sender=formataddr((post.letter.case.body.name, post.message.to)),
            reply_to=post.message.to,
            subject=subject if subject.lower().startswith("re:") else f"Re: {subject}"[:300],
            text=text,
            written_at=post.at,
            in_reply_to=post.message.message_id,
            references=(post.message.message_id,),
        )
    )
