"""Says that a letter is done with, or that it is open again; and that somebody read what came back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.letters.models import SentLetter


class NothingToChange(Exception):
    """It is so already."""


def close_letter(*, letter: SentLetter, by: Person, now: datetime) -> None:
    """Close a letter: it waits for nothing any more. Raises: NothingToChange"""
    _set(letter, was_open=True, by=by, now=now)


def reopen_letter(*, letter: SentLetter, by: Person, now: datetime) -> None:
    """Open a closed letter again. Raises: NothingToChange"""
    _set(letter, was_open=False, by=by, now=now)


def mark_read(*, letter: SentLetter, up_to: int, by: Person, now: datetime) -> None:
    """Say that the replies of a letter were read, up to the one whose id is `up_to`. Raises: NothingToChange"""
    with transaction.atomic():
        if not letter.replies.filter(read_at=None, pk__lte=up_to).update(read_at=now, read_by=by):
            raise NothingToChange(letter.pk)
        record_act(by=by, did="read_letter_replies", on=letter, at=now)


def _set(letter: SentLetter, *, was_open: bool, by: Person, now: datetime) -> None:
    with transaction.atomic():
        rows = SentLetter.objects.filter(pk=letter.pk, closed_at__isnull=was_open)
        if not rows.update(closed_at=now if was_open else None):
            raise NothingToChange(letter.pk)
        record_act(by=by, did="close_letter" if was_open else "reopen_letter", on=letter, at=now)
