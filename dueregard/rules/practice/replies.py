"""Makes the e-mails that answer as the body in practice mode, each teaching one thing that really happens.

`words` has what they say, `files` their files. They arrive in the same way as real mail, and nothing sets
them apart, so that practice is like the real work. The same values give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from email.message import Message
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from dueregard.rules.casework.letter_sentences import long_date
from dueregard.rules.casework.wording import unfold
from dueregard.rules.law.laws import Law
from dueregard.rules.practice.catalogue import REPLIES, PracticeReply
from dueregard.rules.practice.files import BAR, scanned_pdf, table_csv, text_pdf
from dueregard.rules.practice.mail import Asked, Draft, bounce, fix_boundaries, read_receipt, written
from dueregard.rules.practice.words import CITED, COMPLAIN, RIGHTS, TEXTS

__all__ = ["NoSuchReply", "NotUnderThisLaw", "PracticeReply", "compose_reply", "envelope_recipient", "practice_replies"]

_LINE_BY_LINE = frozenset({"token-in-text"})  # a machine's table; everything else is wrapped only in the source

# They do not use the case's address, so they wait in the holding pen.
_STRAYS = frozenset({"token-in-text", "new-subject", "other-address"})


class NoSuchReply(LookupError):
    """There is no ready-made answer of this name."""


class NotUnderThisLaw(ValueError):
    """There is no such answer under the body's law."""


def practice_replies(law: Law | None = None) -> tuple[PracticeReply, ...]:
    """Return the ready-made answers in the order a group meets them; with a law, those possible under it."""
    return tuple(reply for reply in REPLIES if law is None or law in reply.laws)


def compose_reply(
    slug: str,
    *,
    to: str,
    from_address: str,
    body_name: str,
    law: Law,
    request_subject: str,
    request_message_id: str,
    request_date: date,
    message_id: str,
    at: datetime,
) -> bytes:
    """Return the answer as a whole e-mail (RFC 5322), lines ending in CR LF.

    `to` is the case's reply address, `from_address` the body's; message ids with or without angle brackets; `at` is an
    aware instant. Raises: NoSuchReply, NotUnderThisLaw
    """
    reply = next((one for one in REPLIES if one.slug == slug), None)
    if reply is None:
        raise NoSuchReply(f"There is no ready-made answer called “{slug}”.")
    if law not in reply.laws:
        raise NotUnderThisLaw(f"“{reply.title}” does not happen under the {law.label}.")
    ids = [f"<{one.strip('<> ')}>" for one in (request_message_id, message_id)]
    asked = Asked(to, from_address, body_name, law, request_subject, ids[0], request_date, at)
    draft = _DRAFTS.get(slug, _plain)
    message = _REPORTS[slug](asked) if slug in _REPORTS else written(draft(asked, slug), asked)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = ids[1]
    fix_boundaries(message, sha256(ids[1].encode()).hexdigest()[:24])
    return message.as_bytes(policy=SMTP)


def envelope_recipient(slug: str, *, to: str) -> str:
    """Return the address the mail server is told: `to`, or for a stray answer a general address of the same domain."""
    return f"requests@{to.rpartition('@')[2]}" if slug in _STRAYS else to


def _said(asked: Asked, slug: str) -> str:
    day = asked.at.date()
    lines = TEXTS[slug].format_map(
        {
            **CITED[asked.law],
            "body": asked.body_name,
            "ref": asked.reference,
            "law": asked.law.label,
            "subject": asked.subject,
            "asked_on": long_date(asked.on),
            "soon_on": long_date(day + timedelta(days=6)),
            "later_on": long_date(day + timedelta(days=21)),
            "rights": RIGHTS[asked.law],
            "complain": COMPLAIN[asked.law],
            "reply_address": asked.to,
            "link": f"https://securefiles.example/download/{asked.mark[:20]}",
        }
    )
    return lines if slug in _LINE_BY_LINE else unfold(lines)


def _plain(asked: Asked, slug: str) -> Draft:
    return Draft(
        subject=f"RE: {asked.subject} [{asked.reference}]",
        text=f"{_said(asked, slug)}\n\nInformation Governance Team\n{asked.body_name}",
        sender_name=asked.body_name,
        sender=asked.from_address,
        to=asked.to,
        is_html_too=slug in {"acknowledgement", "partial-release"},
        quotes=slug in {"clarification", "full-release"},
        files=_FILES[slug](asked) if slug in _FILES else (),
    )


def _out_of_office(asked: Asked, slug: str) -> Draft:
    return Draft(
        subject=f"Automatic reply: {asked.subject}",
        text=_said(asked, slug),
        sender_name="Information Officer",
        sender=f"information.officer@{asked.domain}",
        to=asked.to,
        headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "Precedence": "auto_reply"},
    )


def _portal(asked: Asked, slug: str) -> Draft:
    return Draft(
        subject=f"{asked.body_name} has sent you a secure message",
        text=_said(asked, slug),
        sender_name=asked.body_name,
        sender="no-reply@securefiles.example",
        to=asked.to,
        threads=False,
        headers={"Auto-Submitted": "auto-generated"},
    )


def _token_in_text(asked: Asked, slug: str) -> Draft:
    return Draft(
        subject=f"Case {asked.reference} completed",
        text=_said(asked, slug),
        sender_name="Request System",
        sender="no-reply@casework-system.example",
        to=envelope_recipient(slug, to=asked.to),
        threads=False,
    )


def _new_subject(asked: Asked, slug: str) -> Draft:
    return Draft(
        subject="Your letter to us",
        text=f"{_said(asked, slug)}\n\nRecords Officer\n{asked.body_name}",
        sender_name="Records Officer",
        sender=f"records.officer@{asked.domain}",
        to=envelope_recipient(slug, to=asked.to),
        threads=False,
    )


def _other_address(asked: Asked, slug: str) -> Draft:
    return Draft(
        subject=f"RE: {asked.subject}",
        text=f"{_said(asked, slug)}\n\nShared Services\nfor {asked.body_name}",
        sender_name="Shared Services",
        sender="responses@sharedservices.example",
        to=envelope_recipient(slug, to=asked.to),
        threads=False,
    )


_DRAFTS: Mapping[str, Callable[[Asked, str], Draft]] = {
    "out-of-office": _out_of_office,
    "portal-link": _portal,
    "token-in-text": _token_in_text,
    "new-subject": _new_subject,
    "other-address": _other_address,
}


def _action_plan(asked: Asked) -> tuple[tuple[str, str, bytes], ...]:
    lines = [
        f"{asked.body_name}"[:70],
        "",
        f"Lead officer:      {BAR * 16}",
        "Approved by:       Audit and Risk Committee, 12 May 2026",
        "",
        "Measure                         Owner              Due",
        f"1  Training of new staff        {BAR * 14}     30 Sep 2026",
        f"2  {BAR * 26}   {BAR * 14}     {BAR * 11}",
        f"3  Review of speaker policy     {BAR * 14}     31 Dec 2026",
        f"4  {BAR * 26}   {BAR * 14}     {BAR * 11}",
    ]
    return (("Action plan 2026 (redacted).pdf", "application/pdf", text_pdf("Prevent action plan 2026", lines)),)


def _totals(asked: Asked) -> tuple[tuple[str, str, bytes], ...]:
    year = asked.on.year
    rows = [("Year to 31 March", "Staff trained", "Staff, all")]
    rows += [(str(year - back), f"{1240 - 85 * back}", f"{1610 - 12 * back}") for back in range(3)]
    return ((f"{asked.reference} figures.csv", "text/csv", table_csv(rows)),)


def _letter(asked: Asked) -> tuple[tuple[str, str, bytes], ...]:
    lines = [
        asked.body_name[:58],
        "",
        f"OUR REF: {asked.reference}",
        long_date(asked.at.date()),
        "",
        "DEAR REQUESTER,",
        "",
        f"YOUR REQUEST OF {long_date(asked.on)}",
        "",
        "THE INFORMATION YOU ASKED FOR IS EXEMPT UNDER",
        f"{CITED[asked.law]['security']} OF THE",
        f"{asked.law.label}.",
        "",
        "YOU MAY ASK FOR A REVIEW WITHIN 40 WORKING DAYS.",
        "",
        "YOURS FAITHFULLY,",
        "",
        "INFORMATION GOVERNANCE TEAM",
    ]
    return (("Scan0001.pdf", "application/pdf", scanned_pdf(lines)),)


_FILES: Mapping[str, Callable[[Asked], tuple[tuple[str, str, bytes], ...]]] = {
    "partial-release": _action_plan,
    "full-release": _totals,
    "review-changed": _totals,
    "scanned-letter": _letter,
}
_REPORTS: Mapping[str, Callable[[Asked], Message]] = {"bounce": bounce, "read-receipt": read_receipt}
