"""What was read from one e-mail, as plain frozen values that can be stored as JSON.

How the bytes are read is for `incoming`; which case the e-mail belongs to is for `triage`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Address:
    """One mailbox as a header gave it: `address` is lower-cased, `name` may be empty, `header` says where it was."""

    name: str = ""
    address: str = ""
    header: str = ""


@dataclass(frozen=True)
class MailPart:
    """One attachment. Its content comes from `attachment_bytes(raw, position)`; positions start at 0.

    `origin` is one of attached, inline, winmail, uuencode, mail (a forwarded e-mail), signature, body (a body too long
    or not text at all). `size` is in bytes after decoding, `sha256` is of the decoded content.
    """

    position: int
    name: str
    declared_type: str
    size: int
    sha256: str
    origin: str = "attached"
    content_id: str = ""
    note: str = ""


@dataclass(frozen=True)
class NestedMail:
    """The headers and the text of an e-mail that was forwarded inside this one; `depth` starts at 1."""

    depth: int
    message_id: str
    subject: str
    sender: Address
    recipients: tuple[Address, ...]
    sent_at: datetime | None
    text: str


@dataclass(frozen=True)
class ReportedRecipient:
    """One recipient of a delivery report (RFC 3464): `action` failed, delayed, delivered, relayed or expanded."""

    address: str
    action: str
    status: str
    diagnostic: str


@dataclass(frozen=True)
class DeliveryReport:
    """The machine-readable part of a delivery report or a read receipt.

    `kind` is delivery (RFC 3464) or disposition (RFC 8098: a read receipt).
    """

    kind: str
    recipients: tuple[ReportedRecipient, ...]
    original_message_id: str
    disposition: str = ""


@dataclass(frozen=True)
class ReadMail:
    """One e-mail, read. Instants are in UTC. Every text can be stored: no NUL, no lone surrogate.

    `text` is the best plain text; `html` is as it arrived and is never shown; `safe_html` may be shown. Message ids
    are without angle brackets. `recipients` holds every address of To, Cc, Bcc, the Resent fields and what the mail
    servers noted (Delivered-To, X-Original-To, Envelope-To, Received … for). `headers` keeps, in lower case, those
    that say what kind of message it is. `has_empty_return_path` is true where a mail server, or the line before it in
    a mailbox file, says that nobody is to be answered (see `return_path`). `protection` is empty, `signed` or
    `encrypted`. `notes` are whole sentences for the person who reads the e-mail. `is_complete` is false where a limit
    or a fault kept something unread.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    subject: str = ""
    sender: Address = Address()
    reply_to: tuple[Address, ...] = ()
    recipients: tuple[Address, ...] = ()
    sent_at: datetime | None = None
    text: str = ""
    html: str = ""
    safe_html: str = ""
    parts: tuple[MailPart, ...] = ()
    nested: tuple[NestedMail, ...] = ()
    report: DeliveryReport | None = None
    headers: tuple[tuple[str, str], ...] = ()
    has_empty_return_path: bool = False
    protection: str = ""
    is_complete: bool = True
    notes: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first kept header of that lower-case name, or an empty string."""
        return next((value for key, value in self.headers if key == name), "")

    def to_json(self) -> str:
        return json.dumps(asdict(self), default=_instant_text, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> ReadMail:
        return _mail_from(json.loads(text))


def _instant_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not stored")


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _addresses(rows: list[Mapping[str, str]]) -> tuple[Address, ...]:
    return tuple(Address(**row) for row in rows)


def _nested_from(row: Mapping[str, Any]) -> NestedMail:
    return NestedMail(
        depth=row["depth"],
        message_id=row["message_id"],
        subject=row["subject"],
        sender=Address(**row["sender"]),
        recipients=_addresses(row["recipients"]),
        sent_at=_instant(row["sent_at"]),
        text=row["text"],
    )


def _report_from(row: Mapping[str, Any] | None) -> DeliveryReport | None:
    if row is None:
        return None
    recipients = tuple(ReportedRecipient(**entry) for entry in row["recipients"])
    return DeliveryReport(row["kind"], recipients, row["original_message_id"], row["disposition"])


def _mail_from(row: Mapping[str, Any]) -> ReadMail:
    return ReadMail(
        message_id=row["message_id"],
        in_reply_to=tuple(row["in_reply_to"]),
        references=tuple(row["references"]),
        subject=row["subject"],
        sender=Address(**row["sender"]),
        reply_to=_addresses(row["reply_to"]),
        recipients=_addresses(row["recipients"]),
        sent_at=_instant(row["sent_at"]),
        text=row["text"],
        html=row["html"],
        safe_html=row["safe_html"],
        parts=tuple(MailPart(**part) for part in row["parts"]),
        nested=tuple(_nested_from(nested) for nested in row["nested"]),
        report=_report_from(row["report"]),
        headers=tuple((name, value) for name, value in row["headers"]),
        has_empty_return_path=row["has_empty_return_path"],
        protection=row["protection"],
        is_complete=row["is_complete"],
        notes=tuple(row["notes"]),
    )
