"""Answers a practised letter as the body would, so that a group learns what happens when a reply comes."""

from __future__ import annotations

from datetime import datetime

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.answer_in_practice import answer_id, check_can_answer, in_own_words, take_answer
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.letters.models import SentLetter


def answer_as_body(*, letter: SentLetter, text: str, by: Person, now: datetime) -> StoredEmail:
    """Send an answer through incoming mail. Raises: NotPractice, NotSentYet"""
    message = check_can_answer(letter.outgoing)
    raw = in_own_words(message=message, body_name=letter.body.name, text=text, message_id=answer_id(message), at=now)
    return take_answer(
        message=message, raw=raw, to=message.reply_to, on=letter, group=letter.group_id, details={}, by=by, now=now
    )
