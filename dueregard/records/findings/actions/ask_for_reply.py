"""Makes a link through which one body can answer a group's public claims about it, and sends it to a published address.

Only the digest of the link's secret is kept. The secret is in the letter, and shown once to whoever made the link.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from dueregard.foundation.accounts.models import Person, digest_of
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.queue_message import queue_message
from dueregard.records.bodies.models import Body, Contact
from dueregard.records.bodies.models.contact import ContactForm
from dueregard.records.findings.access import claims_of
from dueregard.records.findings.models import ReplyLink
from dueregard.records.groups.models import Group
from dueregard.rules.findings.statements import DAYS_A_LINK_WORKS
from dueregard.rules.text.uk_times import uk_instant
from dueregard.rules.text.wrapping import wrap_for_mail

UNDO = timedelta(minutes=10)  # while the letter can still be undone in the outbox


class NothingToAnswer(Exception):
    """No claim of the group about the body is public."""


class LinkIsOut(Exception):
    """The body has a link of this group that still works."""


class NotItsAddress(Exception):
    """The address is no working published address of the body."""


@dataclass(frozen=True, slots=True)
class Made:
    """A new link with its whole address, which is nowhere else."""

    link: ReplyLink
    address: str
    is_sent: bool  # by e-mail; a web form or a postal address, a person uses


def ask_for_reply(*, body: Body, group: Group, contact: Contact, by: Person, now: datetime) -> Made:
    """Make a link and put the letter into the outbox. Raises: NothingToAnswer, LinkIsOut, NotItsAddress"""
    if contact.body_id != body.pk or not contact.is_working or contact.waits_for_look:
        raise NotItsAddress("Choose an address of this body that works.")
    secret = secrets.token_urlsafe(32)
    address = f"{settings.PUBLIC_URL}{reverse('findings:reply', args=[secret])}"
    is_sent = contact.form == ContactForm.EMAIL
    with transaction.atomic():
        Group.objects.select_for_update().get(pk=group.pk)
        open_now = group.reply_links.filter(body=body, used_at__isnull=True, withdrawn_at__isnull=True, ends_at__gt=now)
        if open_now.exists():
            raise LinkIsOut("This body has a link that still works. Withdraw it first, or wait for the answer.")
        link = ReplyLink.objects.create(
            body=body,
            group=group,
            digest=digest_of(secret),
            sent_to=contact.address,
            made_by=by,
            made_at=now,
            ends_at=_end_of(localdate(now) + timedelta(days=DAYS_A_LINK_WORKS)),
        )
        many = claims_of(link).filter(statement__isnull=True).count()
        if not many:
            raise NothingToAnswer(
                "Every public claim of your group about this body has been answered, or none is public."
            )
        record_act(by=by, did="ask_for_reply", on=link, at=now, details={"claims": many})
        if is_sent:
            queue_message(
                key=f"right-of-reply:{link.pk}",
                to=contact.address,
                sender=settings.MAIL_FROM,
                reply_to=settings.MAIL_FROM,
                subject=f"What we publish about {body.name}: your right of reply",
                text=wrap_for_mail(_letter(link, address, many)),
                not_before=now + UNDO,
                by=by,
                now=now,
            )
    return Made(link, address, is_sent)


def withdraw_link(*, link: ReplyLink, by: Person, now: datetime) -> ReplyLink:
    """Let a link die; what was said through it stays. Raises: LinkIsOut when it no longer works anyway"""
    with transaction.atomic():
        link = ReplyLink.objects.select_for_update().get(pk=link.pk)
        if not link.is_open(now):
            raise LinkIsOut("This link does not work any more.")
        link.withdrawn_at = now
        link.save(update_fields=["withdrawn_at"])
        record_act(by=by, did="withdraw_reply_link", on=link, at=now)
    return link


def _end_of(day: date) -> datetime:
    """Return the last second of a UK calendar date: the letter names the day, and on that day the link still works."""
    return uk_instant(datetime.combine(day, time(23, 59, 59)))


def _letter(link: ReplyLink, address: str, many: int) -> str:
    claims = "one statement" if many == 1 else f"{many} statements"
    until = f"{link.ends_at.day} {link.ends_at:%B %Y}"
    return (
        f"Dear {link.body.name},\n\n"
        f"{link.group.name} publishes {claims} about {link.body.name} at {settings.PUBLIC_URL}"
        f"{link.body.get_absolute_url()}, each with its source.\n\n"
        "You can answer each of them once: say that it is right, that it has changed since, or that it is wrong and "
        "where the right answer can be read. After a person of our group has seen your answer it is shown beside the "
        "statement, as what your body says.\n\n"
        f"{address}\n\n"
        f"Whoever has this link can answer, so please pass it on with care. It works until {until}, and no longer once "
        "every statement is answered. We ask for no name and keep none; please do not write one.\n\n"
        f"{link.group.name}\n"
    )
