"""Gives a public copy a commitment to its original: what everybody may see of it in the place of its hash.

Copies from before there were commitments get theirs here too. One that has it keeps it: people may have noted it.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.files.gateways import store
from dueregard.records.evidence.models import Document, Fixity
from dueregard.rules.documents.commitment import SALT_BYTES, commitment

AT_ONCE = 50


def new_commitment(original: Document) -> tuple[str, str]:
    """Return a new salt and the commitment to an original's bytes. Raises: FileNotFoundError"""
    salt = secrets.token_hex(SALT_BYTES)
    return salt, commitment(salt, _chunks(original.sha256))


def commit_to_originals(*, now: datetime) -> int:
    """Give a commitment to copies that have none, some at a time. Safe to run twice. Returns how many got one."""
    done = 0
    without = Document.objects.filter(copy_of__isnull=False, copy_of__fixity=Fixity.KEPT, commitment="")
    for copy in without.select_related("copy_of").order_by("-is_public", "pk")[:AT_ONCE]:
        assert copy.copy_of is not None, "a copy has an original"
        try:
            salt, committed = new_commitment(copy.copy_of)
        except FileNotFoundError:  # the nightly look at all files says so
            continue
        with transaction.atomic():
            written = Document.objects.filter(pk=copy.pk, commitment="").update(salt=salt, commitment=committed)
            if written:
                record_act(by=None, did="commit_to_original", on=copy, at=now)
            done += written
    return done


def _chunks(digest: str) -> Iterator[bytes]:
    with store.open_file(digest) as file:
        yield from iter(lambda: file.read(store.CHUNK), b"")
