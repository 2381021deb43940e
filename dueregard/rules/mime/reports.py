"""Reads the machine-readable part of delivery reports and read receipts.

What a report means for a case is for `triage`; prose is never searched for numbers here.
Source: RFC 3464 (delivery status), RFC 8098 (disposition), RFC 6522 (multipart/report).
"""

from __future__ import annotations

import re

from dueregard.rules.mime.headers import Fields, bare_message_ids, read_fields
from dueregard.rules.mime.limits import MAX_REPORTED
from dueregard.rules.mime.shapes import DeliveryReport, ReportedRecipient

REPORT_TYPES = {"message/delivery-status": "delivery", "message/global-delivery-status": "delivery"}
RECEIPT_TYPES = {"message/disposition-notification", "message/global-disposition-notification"}
_OF_A_RECIPIENT = {b"final-recipient", b"original-recipient"}
_ADDRESS = re.compile(r"[^\s<>()|;,@]{1,64}@[^\s<>()|;,@]{1,255}")
ORIGINAL_HEADER_TYPES = {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}


def read_delivery_report(content: bytes) -> DeliveryReport:
    """The per-message block and one block for each recipient, separated by blank lines."""
    content = _parted(content)
    recipients: list[ReportedRecipient] = []
    original_id = ""
    place = 0
    while place < len(content) and len(recipients) < MAX_REPORTED:
        fields = read_fields(content, place, len(content))
        # A line that is not a field ends a block; it is skipped so that the next block is found.
        place = fields.body_at if fields.body_at > place else _next_line(content, place)
        original_id = original_id or _original_id(fields)
        if fields.first("action") or fields.first("status"):
            recipients.append(_recipient(fields))
    return DeliveryReport("delivery", tuple(recipients), original_id)


def _parted(content: bytes) -> bytes:
    """The content with a blank line before each further recipient, where a server left it out."""
    lines: list[bytes] = []
    seen: set[bytes] = set()
    for line in content.split(b"\n"):
        name = line.partition(b":")[0].strip().lower()
        if not line.strip():
            seen.clear()
        elif name in _OF_A_RECIPIENT and name in seen:
            lines.append(b"")
            seen = {name}
        else:
            seen.add(name)
        lines.append(line)
    return b"\n".join(lines)


def read_receipt(content: bytes) -> DeliveryReport:
    """A read receipt: which message, and what was done with it."""
    fields = read_fields(content, 0, len(content))
    who = _after_type(fields.text("final-recipient") or fields.text("original-recipient"))
    recipient = ReportedRecipient(who, "", "", "")
    disposition = fields.text("disposition").lower()[:200]
    return DeliveryReport("disposition", (recipient,) if who else (), _original_id(fields), disposition)


def _recipient(fields: Fields) -> ReportedRecipient:
    return ReportedRecipient(
        address=_address(fields).lower()[:320],
        action=fields.text("action").lower().split(" ")[0][:20],
        status=fields.text("status").split(" ")[0][:20],
        diagnostic=_after_type(fields.text("diagnostic-code"))[:500],
    )


def _address(fields: Fields) -> str:
    """Whom we wrote to, rather than where the letter was sent on to; some servers name a file or a program there."""
    named = [_after_type(fields.text(name)) for name in ("original-recipient", "final-recipient")]
    found = [match.group() for text in named if (match := _ADDRESS.search(text[:1_000]))]
    return (
        next((text for text in named if _ADDRESS.fullmatch(text)), "")
        or next(iter(found), "")
        or next(filter(None, named), "")
    )


def _original_id(fields: Fields) -> str:
    text = fields.text("original-message-id") or fields.text("x-original-message-id")
    return next(iter(bare_message_ids(text)), "")


def _after_type(text: str) -> str:
    before, mark, after = text.partition(";")
    return (after if mark else before).strip().strip("<>")


def _next_line(content: bytes, place: int) -> int:
    stop = content.find(b"\n", place)
    return len(content) if stop < 0 else stop + 1
