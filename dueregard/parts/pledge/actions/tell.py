"""Writes to a signatory through the outbox, each notice once. In practice mode the e-mail stays in the mailroom."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from dueregard.foundation.mail.actions.queue_message import AlreadyQueued, queue_message
from dueregard.parts.pledge.models import Signatory
from dueregard.rules.casework.outgoing_letter import NotAHeader, NotAnAddress
from dueregard.rules.pledge.notices import Notice

log = logging.getLogger(__name__)


def tell(*, signatory: Signatory, told: Notice, key: str, now: datetime, to: str = "") -> bool:
    """Queue a notice to the contact, or to another address of theirs. False where it was queued before or cannot be."""
    try:
        queue_message(
            key=f"pledge:{signatory.pk}:{key}",
            to=to or signatory.contact,
            sender=settings.MAIL_FROM,
            reply_to=settings.MAIL_FROM,
            subject=told.subject,
            text=told.text,
            not_before=now + timedelta(seconds=1),
            by=None,
            now=now,
        )
    except AlreadyQueued:
        return False
    except (NotAnAddress, NotAHeader):
        log.warning("A notice to a signatory could not be written: its address cannot be written to.")
        return False
    return True


def own_link(signatory: Signatory) -> str:
    """Return the address of a signatory's own page, which is its only key."""
    return f"{settings.PUBLIC_URL}{reverse('pledge:own', args=[signatory.token])}"
