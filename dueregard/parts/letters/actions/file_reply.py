"""Files an e-mail with the letter it answers: its words, its files as documents of the group, a line of history.

The address it was sent to says which letter. An e-mail that cannot be read is filed as a file, with the reason. One
that names letters of several groups is filed with each; one that names something else too goes on to all other mail.
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.foundation.files.gateways.store import Kept
from dueregard.foundation.mail.actions.mark_email import mark_email, take_email
from dueregard.foundation.mail.actions.settle_message import NotOurs, settle_by_copy
from dueregard.foundation.mail.gateways.parser import ParserGaveUp, every_attachment_in_child, read_in_child
from dueregard.foundation.mail.models import OutgoingMessage, StoredEmail
from dueregard.foundation.mail.queries import header_addresses
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.foundation.work.actions.enqueue import enqueue
from dueregard.parts.letters.actions.send_letter import FOUND_AS, PART
from dueregard.parts.letters.models import Reply, ReplyFile, SentLetter
from dueregard.records.evidence.actions.receive_document import Giving, receive_document
from dueregard.records.evidence.models import Provenance
from dueregard.records.history.actions import write_entry
from dueregard.rules.casework.reply_address import tokens_in
from dueregard.rules.mime.arrival import came_at
from dueregard.rules.mime.shapes import ReadMail

MOST_FILES = 200
TOO_MANY = f"It has more than {MOST_FILES} files, so they were not taken out. The whole e-mail is below, as a file."


def file_reply(*, pk: UUID, now: datetime) -> None:
    """File one stored e-mail. Safe to run twice; what is for no letter goes where all other mail goes."""
    email = StoredEmail.objects.filter(pk=pk, state__in=[StoredEmail.State.WAITING, StoredEmail.State.HELD]).first()
    if email is None:
        return
    try:
        raw = store.get(email.sha256)
    except FileNotFoundError:
        _hand_on(email)  # who at last shows a person that there is an e-mail without its bytes
        return
    tokens = tokens_in([*email.envelope_to, *header_addresses(raw)], settings.REPLY_ADDRESS)
    named = list(SentLetter.objects.select_related("group", "body").filter(token__in=tokens))
    if not named:
        _hand_on(email)
        return
    mail, contents, trouble = _read(email, raw)
    if _is_own_copy(mail):
        _settle_copy(email, mail, now)
        return
    kept = [Kept(store.put(content, is_mail=True), len(content)) for content in contents]
    is_for_others = bool(set(tokens) - {letter.token for letter in named})
    with transaction.atomic():
        if not (_waits_still(email) if is_for_others else _take(email, mail, now)):
            return
        newest = {letter.group_id: letter for letter in reversed(named)}  # of each group, the letter it sent last
        for letter in newest.values():
            # The same e-mail may have come by another route before, or this is a second try.
            if not letter.replies.filter(email__content_key=email.content_key).exists():
                _write(letter, email, mail, trouble, kept, now)
        if is_for_others:
            _hand_on(email)


def _hand_on(email: StoredEmail) -> None:
    """Let whoever files all other mail have it."""
    if settings.MAIL_ARRIVAL_TASK:
        enqueue(settings.MAIL_ARRIVAL_TASK, str(email.pk))


def _is_own_copy(mail: ReadMail) -> bool:
    """Tell whether it is the copy of a letter of ours that our own mail server returned (settings.INTAKE_COPY)."""
    is_ours = bool(mail.message_id and tokens_in([mail.sender.address], settings.REPLY_ADDRESS))
    return is_ours and OutgoingMessage.objects.filter(message_id=f"<{mail.message_id}>").exists()


def _settle_copy(email: StoredEmail, mail: ReadMail, now: datetime) -> None:
    """Take a copy as proof that its letter left. It is no reply."""
    with transaction.atomic():
        read = (mail.message_id, mail.sender.address, mail.subject)
        if take_email(email=email, state=StoredEmail.State.SETTLED, now=now, read=read):
            with contextlib.suppress(NotOurs):
                settle_by_copy(message_id=f"<{mail.message_id}>", now=now)


def _read(email: StoredEmail, raw: bytes) -> tuple[ReadMail, tuple[bytes, ...], str]:
    """Return the e-mail, its files, and why there are none. One that could not be read before is not tried again."""
    if email.state == StoredEmail.State.HELD:
        return ReadMail(), (), email.trouble
    mail = ReadMail()
    try:
        mail = read_in_child(raw)
        contents = every_attachment_in_child(raw) if mail.parts else ()
    except ParserGaveUp as refusal:
        return mail, (), str(refusal)
    return (mail, contents, "") if len(contents) <= MOST_FILES else (mail, (), TOO_MANY)


def _take(email: StoredEmail, mail: ReadMail, now: datetime) -> bool:
    """Mark the e-mail as filed; False where another worker was first."""
    if email.state == StoredEmail.State.WAITING:
        read = (mail.message_id, mail.sender.address, mail.subject)
        return take_email(email=email, state=StoredEmail.State.FILED, now=now, read=read)
    held = StoredEmail.objects.select_for_update().filter(pk=email.pk, state=StoredEmail.State.HELD).first()
    if held is not None:
        mark_email(email=held, state=StoredEmail.State.FILED, now=now, trouble=email.trouble)
    return held is not None


def _waits_still(email: StoredEmail) -> bool:
    """Hold the row of an e-mail that somebody else files, too; False where that was done."""
    waiting = [StoredEmail.State.WAITING, StoredEmail.State.HELD]
    return StoredEmail.objects.select_for_update().filter(pk=email.pk, state__in=waiting).first() is not None


def _write(
    letter: SentLetter, email: StoredEmail, mail: ReadMail, trouble: str, kept: list[Kept], now: datetime
) -> None:
    if not mail.is_complete:
        trouble = trouble or " ".join(mail.notes)
    reply = Reply.objects.create(
        letter=letter,
        email=email,
        at=came_at(
            stored_at=email.received_at,
            sent_at=mail.sent_at,
            is_from_a_file=email.arrived_by == StoredEmail.Arrival.UPLOAD,
        ),
        sender=mail.sender.address[:320],
        subject=mail.subject[:998],
        text=mail.text,
        trouble=trouble[:300],
    )
    names = [part.name or f"file {part.position + 1}" for part in mail.parts]
    files = list(zip(names, kept, strict=False))
    if trouble:
        files.append(("e-mail.eml", Kept(email.sha256, email.size)))
    for position, (name, content) in enumerate(files):
        _file(reply, position, name[:255], content, now)
    record_act(by=None, did="file_letter_reply", on=letter, at=now)
    mark_changed(kind=FOUND_AS, keys=[str(letter.pk)])
    write_entry(
        body=letter.body,
        group=letter.group,
        at=reply.at,
        kind="reply",
        says=f"Reply to our letter: {letter.title}"[:300],
        part=PART,
        subject=str(letter.pk),
        source=f"reply {reply.pk}",
        path=letter.get_absolute_url(),
    )


def _file(reply: Reply, position: int, name: str, kept: Kept, now: datetime) -> None:
    letter = reply.letter
    document, _ = receive_document(
        group=letter.group,
        kept=kept,
        name=name,
        body=letter.body,
        giving=Giving(
            kind=Provenance.Kind.CORRESPONDENCE,
            key=f"letter reply {reply.pk} {position}",
            at=reply.at,
            says=f"came with a reply to our letter, {localtime(reply.at):%-d %B %Y}",
            part=PART,
            subject=str(letter.pk),
            path=reverse("letters:sent", args=[letter.pk]),
        ),
        by=None,
        now=now,
    )
    ReplyFile.objects.create(reply=reply, position=position, name=name, document=document)
