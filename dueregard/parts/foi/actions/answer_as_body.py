"""Answers a practice letter as the body would, with a ready-made reply or in one's own words, to learn the real work.

rules/practice/replies has the ready-made answers; foundation/mail takes them in.
"""

from datetime import datetime

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.answer_in_practice import (
    answer_id,
    check_can_answer,
    in_own_words,
    take_answer,
)
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.rules.law.laws import Law
from dueregard.rules.practice.replies import compose_reply, envelope_recipient

OWN_WORDS = "own_words"


def answer_as_body(*, letter: Correspondence, slug: str, text: str, by: Person, now: datetime) -> StoredEmail:
    """Answer a practice letter with a ready-made reply, or with `text` when the slug is OWN_WORDS.

    Raises: NotPractice, NotSentYet, KeyError (no reply of that name)
    """
    message, case = check_can_answer(letter.outgoing), letter.case
    raw = _written(message, case, text, now) if slug == OWN_WORDS else _ready_made(message, case, slug, now)
    return take_answer(
        message=message,
        raw=raw,
        to=envelope_recipient(slug, to=message.reply_to),
        on=letter,
        group=case.group_id,
        details={"reply": slug},
        by=by,
        now=now,
    )


def _written(message: OutgoingMessage, case: Case, text: str, at: datetime) -> bytes:
    return in_own_words(message=message, body_name=case.body.name, text=text, message_id=answer_id(message), at=at)


def _ready_made(message: OutgoingMessage, case: Case, slug: str, at: datetime) -> bytes:
    return compose_reply(
        slug,
        to=message.reply_to,
        from_address=message.to,
        body_name=case.body.name,
        law=Law(case.law),
        request_subject=message.subject,
        request_message_id=message.message_id,
        request_date=message.sent_at or at,
        message_id=answer_id(message),
        at=at,
    )
