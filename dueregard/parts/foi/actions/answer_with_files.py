"""Lets an invented body answer a practice letter with files of its own: a policy, minutes, a workbook.

The ready-made answers that anybody can choose in the mailroom are `answer_as_body`'s.
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from email.policy import SMTP
from email.utils import format_datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.answer_in_practice import NotPractice, NotSentYet
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.models import StoredEmail
from dueregard.parts.foi.gateways.example_files import policy_pdf, scanned_minutes, workbook
from dueregard.parts.foi.models import Correspondence
from dueregard.rules.law.laws import Law
from dueregard.rules.practice.mail import Asked, Draft, written

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES: Mapping[str, tuple[str, str, str, Callable[[str], bytes]]] = {
    "policy": (
        "prevent-risk-assessment-2025-26.pdf", PDF,
        "I attach our risk assessment and action plan. The responsible officer is the Head of Safeguarding.",
        policy_pdf,
    ),
    "minutes": (
        "governors-minutes-scan.pdf", PDF,
        "I attach the minutes in which the matter was discussed. We do not hold a separate policy.", scanned_minutes,
    ),
    "workbook": (
        "concerns-by-year.xlsx", XLSX,
        "Please find attached a workbook with the figures for the last three school years.", workbook,
    ),
}  # fmt: skip


def answer_with_files(*, letter: Correspondence, slug: str, by: Person, now: datetime) -> StoredEmail:
    """Answer a practice letter with a file (FILES). Raises: NotPractice, NotSentYet, KeyError"""
    message, body = letter.outgoing, letter.case.body
    if message is None or message.mode != "practice":
        raise NotPractice("You can only reply here to letters written in practice mode.")
    if message.sent_at is None:
        raise NotSentYet("This letter has not been sent yet. Send it first, then reply to it.")
    name, media_type, says, make = FILES[slug]
    asked = Asked(
        to=message.reply_to, from_address=message.to, body_name=body.name, law=Law(letter.case.law),
        subject=message.subject, message_id=message.message_id, on=message.sent_at.date(), at=now,
    )  # fmt: skip
    words = (
        f"Dear {letter.case.group.signature},\n\nThank you for your request of {asked.on:%-d %B %Y}, reference "
        f"{asked.reference}. {says}\n\nIf you are unhappy with this response you may ask for an internal review within "
        f"40 working days.\n\nInformation Governance Team\n{body.name}"
    )
    draft = Draft(
        subject=f"RE: {message.subject} [{asked.reference}]", text=words, sender_name=body.name, sender=message.to,
        to=message.reply_to, files=((name, media_type, make(body.name)),),
    )  # fmt: skip
    email = written(draft, asked)
    email["Date"] = format_datetime(now)
    email["Message-ID"] = f"<{uuid.uuid4().hex}@{asked.domain}>"
    with transaction.atomic():
        record_act(by=by, did="answer_as_body", on=letter, at=now, details={"reply": slug})
        stored, _ = store_email(
            raw=email.as_bytes(policy=SMTP),
            arrived_by=StoredEmail.Arrival.MAILROOM,
            envelope_from=message.to,
            envelope_to=[message.reply_to],
            now=now,
            group_hint=letter.case.group_id,
        )
    return stored
