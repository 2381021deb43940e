"""The morning e-mail: to everyone who asked for it, once each working day, when something is waiting for them.

rules/casework/morning_mail decides what it says. It goes through the outbox like every e-mail, so in practice mode it
stays here.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.actions.change_person import change_person, stored_person
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.foundation.mail.actions.queue_message import AlreadyQueued, queue_message
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.records.calendars.queries import current_holidays
from dueregard.records.todo.queries.counts import mailed_counts
from dueregard.rules.casework.morning_mail import MorningMail, Waits, morning_mail
from dueregard.rules.casework.outgoing_letter import NotAHeader, NotAnAddress
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.laws import Law

log = logging.getLogger(__name__)
FROM_HOUR, TO_HOUR = 7, 12  # UK time
SIGNED_FOR = "foi.digest.leave"


class NotALeaveLink(Exception):
    """The link was cut short or changed on the way."""


def send_digests(*, now: datetime) -> int:
    """Queue the e-mail to everyone who has not had it today. Returns how many. Safe to run twice and to be killed.

    Only works on the morning of a working day: from seven until noon, UK time, with no bank holiday in any nation.
    """
    local = timezone.localtime(now)
    if not FROM_HOUR <= local.hour < TO_HOUR:
        return 0
    if not calendar_for(Law.FOIA, current_holidays()).is_working(local.date()):
        return 0
    people = Person.objects.filter(is_active=True, wants_digest=True).exclude(email="").order_by("pk")
    return sum(_send_to(person, now) for person in people)


def leave_link(person: Person) -> str:
    """Return the address where the person can stop the e-mail without signing in."""
    signed = Signer(salt=SIGNED_FOR).sign(str(person.pk))
    return f"{settings.PUBLIC_URL}{reverse('foi:leave_digest', args=[signed])}"


def reader_of_link(signed: str) -> Person:
    """Return whose e-mail a link stops. Raises: NotALeaveLink"""
    try:
        pk = UUID(Signer(salt=SIGNED_FOR).unsign(signed))
        return Person.objects.get(pk=pk)
    except (BadSignature, ValueError, Person.DoesNotExist):
        raise NotALeaveLink from None


def leave_digest(*, signed: str, now: datetime) -> None:
    """Stop the e-mail for the person with this link. Stopping twice changes nothing. Raises: NotALeaveLink"""
    person = reader_of_link(signed)
    if person.wants_digest:
        seen = seen_now(stored_person(person), now)
        change_person(person=person, wanted={"wants_digest": False}, seen=seen, by=person, now=now)


def _send_to(person: Person, now: datetime) -> bool:
    key = f"digest:{person.pk}:{timezone.localdate(now).isoformat()}"
    if OutgoingMessage.objects.filter(key=key).exists():
        return False
    mail = _mail_for(person, now)
    if mail is None:
        return False
    try:
        queue_message(
            key=key,
            to=person.email,
            sender=settings.MAIL_FROM,
            reply_to=settings.MAIL_FROM,
            subject=mail.subject,
            text=mail.text,
            not_before=now + timedelta(seconds=1),
            by=None,
            now=now,
        )
    except AlreadyQueued:
        return False
    except (NotAnAddress, NotAHeader):
        log.warning("A morning e-mail could not be queued: the person's address is not valid.")
        return False
    return True


def _mail_for(person: Person, now: datetime) -> MorningMail | None:
    waits = [
        Waits(one.number, one.one, one.several, f"{settings.PUBLIC_URL}/desk/?kind={one.code}")
        for one in mailed_counts(person, timezone.localdate(now))
    ]
    return morning_mail(site=settings.SITE_NAME, waits=waits, leave_url=leave_link(person))
