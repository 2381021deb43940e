"""Builds the bytes of a practice answer: an ordinary e-mail, a delivery report, a read receipt.

`replies` decides what it says and to whom. Nothing is random, so the same values give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from email.header import Header
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from hashlib import sha256
from html import escape

from dueregard.rules.casework.letter_sentences import long_date
from dueregard.rules.law.laws import Law


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known about the request being answered."""

    to: str
    from_address: str
    body_name: str
    law: Law
    subject: str
    message_id: str
    on: date
    at: datetime

    @property
    def domain(self) -> str:
        return self.from_address.rpartition("@")[2]

    @property
    def mark(self) -> str:
        return sha256(f"{self.to} {self.message_id}".encode()).hexdigest()

    @property
    def reference(self) -> str:
        return f"FOI-{self.on.year}-{int(self.mark[:8], 16) % 9000 + 1000}"


@dataclass(frozen=True, slots=True)
class Draft:
    """An e-mail before it has bytes. `threads` is false where it names no message that it answers."""

    subject: str
    text: str
    sender_name: str
    sender: str
    to: str
    threads: bool = True
    is_html_too: bool = False
    quotes: bool = False
    files: tuple[tuple[str, str, bytes], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def written(draft: Draft, asked: Asked) -> EmailMessage:
    """Return the draft as the message that the body's mail system would send."""
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((_header_safe(draft.sender_name), draft.sender))
    message["To"] = draft.to
    message["Subject"] = _header_safe(draft.subject)
    if draft.threads:
        message["In-Reply-To"] = asked.message_id
        message["References"] = asked.message_id
    for name, value in draft.headers.items():
        message[name] = value
    quoted = f"\n\nOn {long_date(asked.on)} you wrote:\n> {asked.subject}\n> …" if draft.quotes else ""
    message.set_content(f"{draft.text}{quoted}\n", cte="quoted-printable")
    if draft.is_html_too:
        parts = "".join(f"<p>{escape(part)}</p>" for part in draft.text.split("\n\n"))
        message.add_alternative(f"<html><body>{parts}</body></html>\n", subtype="html", cte="quoted-printable")
    for name, media_type, content in draft.files:
        main, _, sub = media_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message


def _header_safe(text: str) -> str:
    return " ".join(text.split())


def _report(
    asked: Asked, kind: str, *, sender: str, subject: str, text: str, fields: Sequence[Sequence[tuple[str, str]]]
) -> Message:
    """Build a multipart/report (RFC 6522): words for people, fields for machines, the headers of the letter."""
    report = MIMEMultipart("report")
    report.set_param("report-type", kind)
    report["From"], report["To"], report["Subject"] = sender, asked.to, _encoded(subject)
    report["Auto-Submitted"] = "auto-replied"
    report.attach(MIMEText(text, "plain", "us-ascii" if text.isascii() else "utf-8"))
    machine = MIMEBase("message", kind)
    for block in fields:
        rows = Message()
        for name, value in block:
            rows[name] = value
        machine.attach(rows)
    report.attach(machine)
    ours = [("From", asked.to), ("To", asked.from_address), ("Message-ID", asked.message_id)]
    headers = [f"{name}: {value}" for name, value in [*ours, ("Subject", _encoded(asked.subject))]]
    report.attach(MIMEText("\n".join(headers) + "\n", "rfc822-headers", "us-ascii"))
    return report


def _encoded(text: str) -> str:
    return Header(_header_safe(text), "us-ascii" if text.isascii() else "utf-8").encode(linesep="\n")


def bounce(asked: Asked) -> Message:
    """Build a delivery report of failure (RFC 3464)."""
    trouble = f"550 5.1.1 <{asked.from_address}>: Recipient address rejected: User unknown"
    message = _report(
        asked,
        "delivery-status",
        sender=f"Mail Delivery System <mailer-daemon@mx.{asked.domain}>",
        subject="Undelivered Mail Returned to Sender",
        text=f"This is the mail system at mx.{asked.domain}.\n\nYour message could not be delivered to:\n\n{trouble}\n",
        fields=[
            [("Reporting-MTA", f"dns; mx.{asked.domain}"), ("Arrival-Date", format_datetime(asked.at))],
            [
                ("Final-Recipient", f"rfc822; {asked.from_address}"),
                ("Action", "failed"),
                ("Status", "5.1.1"),
                ("Diagnostic-Code", f"smtp; {trouble}"),
            ],
        ],
    )
    message["Return-Path"] = "<>"
    return message


def read_receipt(asked: Asked) -> Message:
    """Build a read receipt (RFC 8098)."""
    return _report(
        asked,
        "disposition-notification",
        sender=asked.from_address,
        subject=f"Read: {asked.subject}",
        text=f"Your message\n\n  To: {asked.from_address}\n  Subject: {asked.subject}\n\nwas read.\n",
        fields=[
            [
                ("Reporting-UA", f"{asked.domain}; mail"),
                ("Final-Recipient", f"rfc822; {asked.from_address}"),
                ("Original-Message-ID", asked.message_id),
                ("Disposition", "manual-action/MDN-sent-manually; displayed"),
            ]
        ],
    )


def fix_boundaries(message: Message, mark: str) -> None:
    """Give every multipart a boundary of our own, where the library would pick one at random."""
    for number, part in enumerate(message.walk()):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"----=_{mark}_{number}")
