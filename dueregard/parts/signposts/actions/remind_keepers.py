"""Once a week, a mail to whoever keeps the site: which numbers are about to be hidden, or are hidden already.

It leaves through the outbox like every mail, so in practice mode it stays in the mailroom.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.actions.queue_message import AlreadyQueued, queue_message
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.signposts.queries.contacts import contacts_today, wants_checking
from dueregard.rules.casework.outgoing_letter import NotAHeader, NotAnAddress

log = logging.getLogger(__name__)


def remind_keepers(*, now: datetime) -> int:
    """Queue one mail for each administrator with an address, once in an ISO week. Returns how many.

    Safe to run twice and to be killed: the key of a week's mail can exist only once.
    """
    waiting = wants_checking(contacts_today(timezone.localdate(now)))
    if not waiting:
        return 0
    lines = "\n".join(f"- {one.organisation}: {one.words} ({one.says})" for one in waiting)
    text = (
        "These help contacts need checking. Any that have not been checked for too long are hidden from readers until "
        f"someone tries them.\n\n{lines}\n\nTry them, and record what happened: "
        f"{settings.PUBLIC_URL}{reverse('signposts:contacts')}\n"
    )
    keepers = Person.objects.filter(is_active=True, is_administrator=True).exclude(email="").order_by("pk")
    return sum(_send(person, text, now) for person in keepers)


def _send(person: Person, text: str, now: datetime) -> bool:
    year, week, _ = timezone.localdate(now).isocalendar()
    key = f"contacts:{person.pk}:{year}-{week:02d}"
    if OutgoingMessage.objects.filter(key=key).exists():
        return False
    try:
        queue_message(
            key=key,
            to=person.email,
            sender=settings.MAIL_FROM,
            reply_to=settings.MAIL_FROM,
            subject=f"{settings.SITE_NAME}: help contacts to check",
            text=text,
            not_before=now + timedelta(seconds=1),
            by=None,
            now=now,
        )
    except AlreadyQueued:
        return False
    except (NotAnAddress, NotAHeader):
        log.warning("A reminder about contacts could not be written: the person's address cannot be written to.")
        return False
    return True
