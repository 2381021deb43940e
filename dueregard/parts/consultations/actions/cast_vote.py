"""Takes a vote for a code. Leaves no audit row, no time and no task: rows in order would tell who voted when.

The code is claimed and the box written in one transaction: of two tabs one is refused, and a crash leaves either an
unused code or a vote in the box.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.parts.consultations.actions.prepare import digest_of
from dueregard.parts.consultations.gateways import box
from dueregard.parts.consultations.models import Box, Code, Consultation
from dueregard.rules.votes.papers import lines_of


class NotOpen(Exception):
    """Nobody can vote now."""


class NotOnTheRoll(Exception):
    """No slip of this consultation has this code."""


class CodeWasUsed(Exception):
    """A vote was cast with this code already."""


def find_code(*, consultation: Consultation, code: str, now: datetime) -> Code:
    """Return the code if a vote can be cast with it now. Raises: NotOpen, NotOnTheRoll, CodeWasUsed"""
    if not consultation.is_open(now):
        raise NotOpen("Voting is not open. Your vote was not taken.")
    found = Code.objects.filter(consultation=consultation, digest=digest_of(consultation, code)).first()
    if found is None:
        raise NotOnTheRoll("No slip of this vote has this code. Check that the slip is for this question.")
    if found.is_used:
        raise CodeWasUsed("This code has been used. Each code works once, and the vote cast with it stays.")
    return found


def cast_vote(
    *, consultation: Consultation, code: str, vote: str, by: Person | None, now: datetime, further: Sequence[str] = ()
) -> None:
    """Put a vote into the box, with one on each further question; `by` is nobody, whoever is signed in.

    Raises: as find_code, NotAVote, KeyIsGone
    """
    lines = lines_of(consultation.asked, (vote, *further))
    with transaction.atomic():
        held = Box.objects.select_for_update().get(consultation=consultation)  # who votes at once takes turns
        found = find_code(consultation=consultation, code=code, now=now)
        if not Code.objects.filter(pk=found.pk, is_used=False).update(is_used=True):
            raise CodeWasUsed("This code has been used. Each code works once, and the vote cast with it stays.")
        votes = [*box.empty(consultation.pk, held.sealed), *lines]
        held.sealed = box.fill(consultation.pk, votes, consultation.room)
        held.save(update_fields=["sealed"])
