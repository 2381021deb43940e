"""Reads the machine-readable part of delivery reports and read receipts.

What a report means for a case is for `triage`; prose is never searched for numbers here.
Source: RFC 3464 (delivery status), RFC 8098 (disposition), RFC 6522 (multipart/report).
"""

from __future__ import annotations

from dueregard.rules.mail.headers import Fields, bare_message_ids, read_fields
from dueregard.rules.mail.limits import MAX_REPORTED
from dueregard.rules.mail.shapes import DeliveryReport, ReportedRecipient

REPORT_TYPES = {"message/delivery-status": "delivery", "message/global-delivery-status": "delivery"}
RECEIPT_TYPES = {"message/disposition-notification", "message/global-disposition-notification"}
ORIGINAL_HEADER_TYPES = {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}


def read_delivery_report(content: bytes) -> DeliveryReport:
    """The per-message block and one block for each recipient, separated by blank lines."""
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


def read_receipt(content: bytes) -> DeliveryReport:
    """A read receipt: which message, and what was done with it."""
    fields = read_fields(content, 0, len(content))
    who = _after_type(fields.text("final-recipient") or fields.text("original-recipient"))
    recipient = ReportedRecipient(who, "", "", "")
    disposition = fields.text("disposition").lower()[:200]
    return DeliveryReport("disposition", (recipient,) if who else (), _original_id(fields), disposition)


def _recipient(fields: Fields) -> ReportedRecipient:
    who = fields.text("original-recipient") or fields.text("final-recipient")
    return ReportedRecipient(
        address=_after_type(who).lower()[:320],
        action=fields.text("action").lower().split(" ")[0][:20],
        status=fields.text("status").split(" ")[0][:20],
        diagnostic=_after_type(fields.text("diagnostic-code"))[:500],
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
