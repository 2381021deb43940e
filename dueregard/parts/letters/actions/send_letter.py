"""Puts a letter of a group into the outbox, once, with an address of its own for the answer; takes it out again.

What it says was decided before; foundation/mail makes sure that it leaves once and only once.
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from email.utils import formataddr
from uuid import UUID

from django.conf import settings
from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.mail.actions.queue_message import AlreadyQueued, queue_message
from dueregard.foundation.mail.actions.undo_message import undo_message
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.letters.models import SentLetter
from dueregard.records.bodies.actions.look_at_address import note_written_to
from dueregard.records.bodies.models import Body
from dueregard.records.groups.actions.share_thing import take_out_everywhere
from dueregard.records.groups.models import Group
from dueregard.records.history.actions import withdraw_entry, write_entry
from dueregard.rules.casework.outgoing_letter import NotAHeader, NotAnAddress
from dueregard.rules.casework.reply_address import RANDOM_BYTES, make_token, reply_address
from dueregard.rules.letters.plain import numbered_lines
from dueregard.rules.text.lines import one_line
from dueregard.rules.text.wrapping import wrap_for_mail

PART = "letters"
SENT = "sent"
FOUND_AS = "group_letter"


NO_SUCH_SIGNS = (
    "The title or the name of your group has characters that no e-mail can carry. Change the first heading of the text,"
    " or ask whoever keeps your group’s name."
)


class CannotSend(Exception):
    """The letter was not put into the outbox; the words say why and what to do."""


class SentBefore(Exception):
    """Another letter left from the same page: this one says something else, goes elsewhere, or that was taken back."""


def send_letter(
    *,
    pk: UUID,
    group: Group,
    body: Body,
    title: str,
    text: str,
    to: str,
    answer_by: date,
    reminds_of: SentLetter | None,
    by: Person,
    now: datetime,
) -> SentLetter:
    """Queue a letter; for some minutes it can be undone. Sent twice, one `pk` is one letter.

    Raises: CannotSend, SentBefore where a letter of this `pk` is not this one
    """
    if SentLetter.objects.filter(pk=pk).exists():
        return _sent_already(pk, group, (title[:300], text, to))
    token = make_token(os.urandom(RANDOM_BYTES))
    ours = reply_address(settings.REPLY_ADDRESS, token)
    try:
        with transaction.atomic():
            message = queue_message(
                key=f"letters:{pk}",
                to=to,
                sender=formataddr((group.signature or group.name, ours)),
                reply_to=ours,
                subject=title[:300],
                text=wrap_for_mail(text),
                not_before=now + timedelta(minutes=settings.UNDO_MINUTES),
                by=by,
                now=now,
            )
            letter = SentLetter.objects.create(
                pk=pk,
                group=group,
                body=body,
                reminds_of=reminds_of,
                title=title[:300],
                text=text,
                to=to,
                token=token,
                answer_by=answer_by,
                outgoing=message,
                queued_at=now,
                queued_by=by,
            )
            note_written_to(group=group, body=body, address=to, by=by, now=now)
            record_act(by=by, did="send_letter", on=letter, at=now)
            _tell(letter, now)
    except NotAnAddress as wrong:
        raise CannotSend("This is no e-mail address that a letter can be sent to. Check it.") from wrong
    except NotAHeader as wrong:
        raise CannotSend(NO_SUCH_SIGNS) from wrong
    except AlreadyQueued:
        return _sent_already(pk, group, (title[:300], text, to))
    return letter


def _sent_already(pk: UUID, group: Group, wanted: tuple[str, str, str]) -> SentLetter:
    """Return the letter that the same page sent before, where it is the same in all. Raises: SentBefore"""
    known = SentLetter.objects.select_related("outgoing").filter(pk=pk, group=group).first()
    title, text, to = wanted
    if known is None or (known.title, known.text, known.to) != (one_line(title), text, to):
        raise SentBefore(pk)
    if known.outgoing.state == OutgoingMessage.State.UNDONE:
        raise SentBefore(pk)
    return known


def undo_letter(*, letter: SentLetter, by: Person, now: datetime) -> None:
    """Take a letter out of the outbox before it leaves. Its text stays on its page; no network reads it.

    Raises: TooLate
    """
    with transaction.atomic():
        undo_message(message=letter.outgoing, by=by, now=now)
        take_out_everywhere(row=letter, by=by, now=now)
        withdraw_entry(part=PART, subject=str(letter.pk), source=SENT)
        mark_changed(kind=FOUND_AS, keys=[str(letter.pk)])


def _tell(letter: SentLetter, now: datetime) -> None:
    """Tell the history of the body, and the search."""
    mark_changed(kind=FOUND_AS, keys=[str(letter.pk)])
    what = "Reminder" if letter.reminds_of else "Letter"
    write_entry(
        body=letter.body,
        group=letter.group,
        at=now,
        kind="letter",
        says=f"{what}: {letter.title}"[:300],
        part=PART,
        subject=str(letter.pk),
        source=SENT,
        path=letter.get_absolute_url(),
        asked=numbered_lines(letter.text),
    )
