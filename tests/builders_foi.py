"""Plain functions that make the rows of information requests: a campaign, a case, letters and replies.

Rows are written as the actions leave them. `make_event` asks the real action, so that the case stands where it should.
"""

import hashlib
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dueregard.foundation.files.gateways import store
from dueregard.foundation.mail.models import Mode, OutgoingMessage, StoredEmail
from dueregard.parts.foi.actions.record_event import record_event
from dueregard.parts.foi.models import Attachment, Campaign, Case, CaseEvent, Correspondence, HeldEmail
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.records.bodies.models import Body
from dueregard.records.groups.models import Group
from dueregard.rules.casework.events import EventKind, Phase, Turn
from dueregard.rules.casework.reply_address import make_token
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import Law
from tests.builders import make_body
from tests.people import LONG_AGO

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # a Monday
ASKED_AT = datetime(2026, 10, 22, 8, 3, tzinfo=UTC)
REPLY_PATTERN = "foi-{token}@dueregard.invalid"


def make_campaign(group: Group, *, title: str = "Risk assessments", **fields: Any) -> Campaign:
    """Make a campaign of a group, with one question."""
    return Campaign.objects.create(
        **{
            "group": group,
            "title": title,
            "subject": f"Request for information: {title.lower()}",
            "questions": "Please send the current Prevent risk assessment.",
            "created_at": LONG_AGO,
            **fields,
        }
    )


def make_case(campaign: Campaign, body: Body | None = None, **fields: Any) -> Case:
    """Make a case that is being prepared. Give `phase`, `due_on` and the like for one that is further on."""
    body = body or make_body(f"University of {uuid.uuid4().hex[:8].title()}")
    return Case.objects.create(
        **{
            "campaign": campaign,
            "group": campaign.group,
            "body": body,
            "token": make_token(uuid.uuid4().bytes),
            "law": Law.FOIA.value,
            "phase": Phase.PREPARING.value,
            "turn": Turn.OURS.value,
            "address": f"foi@{body.slug[:50]}.example",
            "created_at": LONG_AGO,
            "last_at": LONG_AGO,
            **({"calendar_version": shipped_holidays().version} if "due_on" in fields else {}),
            **fields,
        }
    )


def make_waiting_case(campaign: Campaign, body: Body | None = None, **fields: Any) -> Case:
    """Make a case that was sent on 22 October 2026 and whose body must answer by 19 November."""
    due_on: date = fields.pop("due_on", date(2026, 11, 19))
    standing = {
        "says": "Waiting for their answer",
        "due": {
            "what": "They must answer by",
            "on": due_on.isoformat(),
            "steps": ["Received on Thursday 22 October 2026, which is day 0.", "20 working days follow."],
            "source": "Freedom of Information Act 2000, section 10(1) and (6)",
            "rests_on": "statute",
            "not_before": None,
        },
        "also": [],
        "no_date": "",
    }
    return make_case(
        campaign,
        body,
        **{
            "phase": Phase.WAITING.value,
            "turn": Turn.THEIRS.value,
            "due_on": due_on,
            "standing": standing,
            "sent_on": date(2026, 10, 22),
            "last_at": ASKED_AT,
            **fields,
        },
    )


def make_letter(
    case: Case,
    *,
    step: Step = Step.REQUEST,
    text: str = "Please send the current Prevent risk assessment.",
    at: datetime = ASKED_AT,
    state: OutgoingMessage.State = OutgoingMessage.State.SENT,
    mode: Mode = Mode.PRACTICE,
    **fields: Any,
) -> Correspondence:
    """Make a letter of ours with its row in the outbox, sent unless told otherwise. No bytes are kept for it."""
    ours = REPLY_PATTERN.replace("{token}", case.token)
    key = f"foi:{case.pk}:{step}:{case.correspondence.filter(step=step).count() + 1}"
    is_sent = state == OutgoingMessage.State.SENT
    outgoing = OutgoingMessage.objects.create(
        key=key,
        to=case.address,
        sender=ours,
        reply_to=ours,
        subject=case.campaign.subject,
        message_id=f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@dueregard.invalid>",
        mode=mode,
        sha256="0" * 64,
        mail_system="",
        state=state,
        state_at=at,
        not_before=at,
        sent_at=at if is_sent else None,
        created_at=at,
    )
    return Correspondence.objects.create(
        **{
            "case": case,
            "direction": Direction.OUT,
            "step": step,
            "at": at,
            "subject": case.campaign.subject,
            "text": text,
            "sender": ours,
            "outgoing": outgoing,
            "created_at": at,
            "settled_at": at if is_sent else None,
            **fields,
        }
    )


def make_stored_email(raw: bytes = b"", *, at: datetime = NOW, **fields: Any) -> StoredEmail:
    """Make a stored e-mail with its bytes; without `raw`, one of its own."""
    raw = raw or f"Subject: {uuid.uuid4()}\r\n\r\nHello.\r\n".encode()
    digest = store.put(raw)
    return StoredEmail.objects.create(
        **{
            "sha256": digest,
            "content_key": digest,
            "size": len(raw),
            "arrived_by": StoredEmail.Arrival.LMTP,
            "received_at": at,
            "state_at": at,
            **fields,
        }
    )


def make_reply(
    case: Case,
    *,
    text: str = "Thank you for your request. Your reference is FOI 2026/318.",
    at: datetime = ASKED_AT + timedelta(days=13),
    **fields: Any,
) -> Correspondence:
    """Make a reply of the body, filed and sorted unless told otherwise, without a stored e-mail behind it."""
    reply = Correspondence.objects.create(
        **{
            "case": case,
            "direction": Direction.IN,
            "at": at,
            "subject": f"Re: {case.campaign.subject}",
            "text": text,
            "sender": case.address,
            "created_at": at,
            **fields,
        }
    )
    case.unsorted = case.correspondence.filter(is_sorted=False).count()
    case.last_at = max(case.last_at, at)
    case.save(update_fields=["unsorted", "last_at"])
    return reply


def make_attachment(message: Correspondence, *, name: str = "policy.pdf", **fields: Any) -> Attachment:
    """Make a file of a reply, of five bytes."""
    return Attachment.objects.create(
        **{
            "correspondence": message,
            "position": message.attachments.count(),
            "name": name,
            "content_type": "application/pdf",
            "size": 5,
            "sha256": store.put(b"%PDF-"),
            **fields,
        }
    )


def make_held(group: Group | None = None, *, at: datetime = NOW, **fields: Any) -> HeldEmail:
    """Make an e-mail in the holding pen; with a group, one that this group sees."""
    held = HeldEmail.objects.create(
        **{
            "email": make_stored_email(at=at, state=StoredEmail.State.HELD),
            "at": at,
            "sender": "office@northport.example",
            "subject": "Your recent letter",
            "text": "We refer to your recent letter.",
            **fields,
        }
    )
    if group:
        held.groups.add(group)
    return held


def make_event(case: Case, kind: EventKind, on: date, *, now: datetime = NOW, **fields: Any) -> CaseEvent:
    """Record an event as the site does, so that the case's standing and the body's history follow. Refreshes `case`."""
    event = record_event(case=case, kind=kind, on=on, by=None, now=now, **fields)
    case.refresh_from_db()
    return event
