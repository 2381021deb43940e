"""Storing e-mails that people kept elsewhere, from .eml and .mbox files; each is then handled like any other e-mail.

Splitting a file is foundation/mail's; where an e-mail belongs is decided when it is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways.on_disk import on_disk
from dueregard.foundation.mail.actions.store_email import store_email
from dueregard.foundation.mail.gateways.mbox import split_upload
from dueregard.foundation.mail.models import StoredEmail
from dueregard.records.groups.models import Group

BATCH = 50  # e-mails in one short transaction, so that a large mailbox never blocks the site


class NothingInside(Exception):
    """The files contain no e-mail."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """How many e-mails are new to this site, and how many it had already."""

    new: int
    known: int


def bring_in_emails(*, files: Iterable[tuple[str, bytes]], group: Group, by: Person, now: datetime) -> BroughtIn:
    """Store every e-mail of these files (name and bytes) for a group. Raises: NothingInside, CouldNotStore"""
    emails = (one for name, content in files for one in split_upload(content, name))
    new = known = 0
    while batch := list(islice(emails, BATCH)):
        with on_disk(), transaction.atomic():
            for one in batch:
                _, is_new = store_email(
                    raw=one.raw,
                    arrived_by=StoredEmail.Arrival.UPLOAD,
                    envelope_from=one.envelope_from,
                    envelope_to=[],
                    now=now,
                    group_hint=group.pk,
                )
                new, known = new + is_new, known + (not is_new)
    if not new and not known:
        raise NothingInside("We found no e-mails in those files. Choose files that end in .eml or .mbox.")
    record_act(by=by, did="bring_in_emails", on=group, at=now, details={"new": new, "known": known})
    return BroughtIn(new, known)
