"""The morning mail: to everybody who asked for it, once on a working morning, when something of theirs waits.

What it says is decided in rules/casework/morning_mail. It leaves through the outbox like every mail, so in practice
mode it stays here.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.actions.change_person import change_person
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.queue_message import AlreadyQueued, queue_message
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.queries.desk import counted
from dueregard.records.calendars.queries import current_holidays
from dueregard.rules.casework.morning_mail import MorningMail, Waits, morning_mail
from dueregard.rules.casework.outgoing_letter import NotAHeader, NotAnAddress
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.laws import Law

log = logging.getLogger(__name__)
FROM_HOUR, TO_HOUR = 7, 12  # UK time
SIGNED_FOR = "foi.digest.leave"
LISTS = (
    ("overdue", "body has let its last day pass", "bodies have let theirs pass", "/desk/requests/?view=overdue"),
    ("due", "body must answer within a week", "bodies must answer within a week", "/desk/requests/?view=due"),
    ("ours", "case needs a person", "cases need a person", "/desk/requests/?view=ours"),
    ("held", "e-mail is held for a person", "e-mails are held for a person", "/desk/holding-pen/"),
    ("unsure", "letter of which it is not known whether it left", "letters of which it is not known whether they left",
     "/desk/outbox/"),
)  # fmt: skip


class NotALeaveLink(Exception):
    """The link was cut off or changed on its way."""


def send_digests(*, now: datetime) -> int:
    """Queue the mail of everybody who has not had it today. Returns how many. Safe to run twice and to be killed.

    Does nothing but on the morning of a working day: from seven till noon, UK time, no bank holiday in any nation.
    """
    local = timezone.localtime(now)
    if not FROM_HOUR <= local.hour < TO_HOUR:
        return 0
    if not calendar_for(Law.FOIA, current_holidays()).is_working(local.date()):
        return 0
    people = Person.objects.filter(is_active=True, wants_digest=True).exclude(email="").order_by("pk")
    return sum(_send_to(person, now) for person in people)


def leave_link(person: Person) -> str:
    """Return the address at which the person stops the mail without signing in."""
    signed = Signer(salt=SIGNED_FOR).sign(str(person.pk))
    return f"{settings.PUBLIC_URL}{reverse('foi:leave_digest', args=[signed])}"


def reader_of_link(signed: str) -> Person:
    """Return whose mail a link stops. Raises: NotALeaveLink"""
    try:
        pk = UUID(Signer(salt=SIGNED_FOR).unsign(signed))
        return Person.objects.get(pk=pk)
    except (BadSignature, ValueError, Person.DoesNotExist):
        raise NotALeaveLink from None


def leave_digest(*, signed: str, now: datetime) -> None:
    """Stop the mail of whose link this is. Stopping twice changes nothing. Raises: NotALeaveLink"""
    person = reader_of_link(signed)
    if person.wants_digest:
        change_person(person=person, name=person.name, email=person.email, wants_digest=False, by=person, now=now)


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
        log.warning("A morning mail could not be written: the person's address cannot be written to.")
        return False
    return True


def _mail_for(person: Person, now: datetime) -> MorningMail | None:
    counts = counted(person, timezone.localdate(now))
    waits = [Waits(counts[name], one, several, f"{settings.PUBLIC_URL}{path}") for name, one, several, path in LISTS]
    return morning_mail(site=settings.SITE_NAME, waits=waits, leave_url=leave_link(person))
