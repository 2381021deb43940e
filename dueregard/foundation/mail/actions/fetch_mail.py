"""Fetches new mail from the mailbox or the maildir: stores each e-mail, then tells the source that it is safe.

After a crash between the two the e-mail comes again, and is recognised by its bytes.
"""

from pathlib import Path

from dueregard.foundation.mail.actions.hand_over_message import Clock
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.gateways import maildir
from dueregard.foundation.mail.gateways.imap import Mailbox, MailboxAddress, NotGiven
from dueregard.foundation.mail.models import MailboxPlace, StoredEmail


def fetch_mailbox(*, url: str, clock: Clock) -> int:
    """Store what is new in the IMAP mailbox and mark it as seen. Returns how many. Raises: NotAMailbox, MailboxAway

    A message that the server would not give is asked for again next time; those after it are fetched anyway.
    """
    address = MailboxAddress.from_url(url)
    stored, not_given = 0, None
    with Mailbox(address) as mailbox:
        place = _place(address.name, mailbox.uid_validity())
        for uid in mailbox.new_uids(after=place.last_uid):
            try:
                raw = mailbox.raw(uid)
            except NotGiven as refusal:
                not_given = refusal
                continue
            if raw is not None:
                store_email(
                    raw=raw,
                    arrived_by=StoredEmail.Arrival.IMAP,
                    envelope_from="",
                    envelope_to=[],
                    now=clock(),
                )
                stored += 1
            if not_given is None:
                MailboxPlace.objects.filter(pk=place.pk, last_uid__lt=uid).update(last_uid=uid)
            if raw is not None:  # last: a mailbox that accepts no marks must not hold up the letters behind this one
                mailbox.mark_seen(uid)
    if not_given is not None:
        raise not_given
    return stored


def fetch_maildir(*, folder: Path, clock: Clock) -> int:
    """Store what is in new/ and move it to cur/. Returns how many. Raises: OSError"""
    stored = 0
    for name, raw in maildir.new_messages(folder):
        store_email(raw=raw, arrived_by=StoredEmail.Arrival.MAILDIR, envelope_from="", envelope_to=[], now=clock())
        maildir.mark_taken(folder, name)
        stored += 1
    return stored


def _place(name: str, uid_validity: int) -> MailboxPlace:
    """Return how far the mailbox was read; from the beginning when it has renumbered its messages."""
    place, _ = MailboxPlace.objects.get_or_create(
        mailbox=name[:255], defaults={"uid_validity": uid_validity, "last_uid": 0}
    )
    if place.uid_validity != uid_validity:
        place.uid_validity, place.last_uid = uid_validity, 0
        place.save(update_fields=["uid_validity", "last_uid"])
    return place
