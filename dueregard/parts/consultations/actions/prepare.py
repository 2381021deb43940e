"""Keeps a consultation, makes the codes on its slips, opens it, or throws it away before it opened."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.consultations.gateways import box, keys
from dueregard.parts.consultations.models import Box, Code, Consultation
from dueregard.records.groups.models import Group
from dueregard.rules.votes.codes import new_code
from dueregard.rules.votes.papers import Asked, to_plain
from dueregard.rules.votes.questions import Question
from dueregard.rules.votes.times import NotATimeToVote

FIXED = (
    "Voting has been opened, so the roll, the question and the times can no longer change: people may hold slips for "
    "them, or may have voted. Nothing was changed."
)


CHANGED = (
    "Someone changed this vote or made new slips after you opened this page. Nothing was opened. Read it again, and "
    "hand out only the newest slips."
)
CHECKED = (
    "title", "asked_by", "who", "kind", "options", "most", "further", "opens_at", "closes_at", "roll", "quorum", "key",
)  # fmt: skip


class AlreadyConfirmed(Exception):
    """It was opened, so nothing of it changes."""


class ChangedSinceRead(Exception):
    """Somebody changed it, or made new slips, since the page was read on which it is opened; the message says so."""


class NoSlips(Exception):
    """It cannot open: no slips were made."""


def digest_of(consultation: Consultation, code: str) -> str:
    """Return the hash under which a code is known."""
    return hashlib.sha256(consultation.pk.bytes + code.encode()).hexdigest()


def write_consultation(
    *,
    group: Group,
    title: str,
    asked_by: str,
    who: str,
    question: Question,
    opens_at: datetime,
    closes_at: datetime,
    roll: int,
    quorum: int,
    by: Person,
    now: datetime,
    further: Sequence[Asked] = (),
) -> Consultation:
    """Keep what is to be asked, with questions after the first. Nobody can vote yet."""
    with transaction.atomic():
        consultation = Consultation.objects.create(
            group=group,
            title=title,
            asked_by=asked_by,
            who=who,
            kind=question.kind.value,
            options=list(question.options),
            most=question.most,
            further=[to_plain(one) for one in further],
            opens_at=opens_at,
            closes_at=closes_at,
            roll=roll,
            quorum=quorum,
            made_by=by,
            made_at=now,
        )
        record_act(by=by, did="write_consultation", on=consultation, at=now)
    return consultation


def make_codes(*, consultation: Consultation, by: Person, now: datetime) -> list[str]:
    """Make the codes, in place of those made before, and return them once: only hashes are kept.

    Raises: AlreadyConfirmed
    """
    with transaction.atomic():
        held = hold_draft(consultation)
        held.codes.all().delete()
        codes = {new_code(secrets.randbelow) for _ in range(held.roll)}
        while len(codes) < held.roll:
            codes.add(new_code(secrets.randbelow))
        Code.objects.bulk_create(
            sorted((Code(consultation=held, digest=digest_of(held, code)) for code in codes), key=lambda one: one.pk)
        )
        held.key = keys.make_key(held.pk)
        held.save(update_fields=["key"])
        Box.objects.update_or_create(consultation=held, defaults={"sealed": box.fill(held.pk, [], held.room)})
        record_act(by=by, did="make_voting_codes", on=held, at=now, details={"codes": held.roll})
    return sorted(codes)


def what_is_checked(consultation: Consultation) -> str:
    """Return a digest of all that is read before it is opened, with the key of its newest slips."""
    words = [repr(getattr(consultation, name)) for name in CHECKED]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:24]


def take_codes_back(*, consultation: Consultation, by: Person, now: datetime) -> None:
    """Make slips useless that nobody could print: it cannot be opened with them. Raises: AlreadyConfirmed"""
    with transaction.atomic():
        held = hold_draft(consultation)
        void_slips(held)
        held.save(update_fields=["key"])
        record_act(by=by, did="take_voting_codes_back", on=held, at=now)
    keys.destroy_key(consultation.pk)


def open_consultation(*, consultation: Consultation, seen: str, by: Person, now: datetime) -> Consultation:
    """Say that it was checked: members can vote from its time on. `seen` is `what_is_checked` of what was read.

    Raises: AlreadyConfirmed, NoSlips, NotATimeToVote, ChangedSinceRead
    """
    with transaction.atomic():
        held = hold_draft(consultation)
        if held.codes.count() != held.roll:
            raise NoSlips("Print the slips first: without a slip nobody can vote. Nothing was opened.")
        if what_is_checked(held) != seen:
            raise ChangedSinceRead(CHANGED)
        if held.closes_at <= now:
            raise NotATimeToVote("The time at which voting closes has passed. Copy it with a later time.")
        held.confirmed_at = now
        held.save(update_fields=["confirmed_at"])
        record_act(by=by, did="open_consultation", on=held, at=now)
    return held


def discard_consultation(*, consultation: Consultation, by: Person, now: datetime) -> None:
    """Throw it away before it opened; its slips are void. Raises: AlreadyConfirmed"""
    with transaction.atomic():
        held = hold_draft(consultation)
        record_act(by=by, did="discard_consultation", on=held, at=now)
        pk = held.pk
        held.delete()
    keys.destroy_key(pk)


def void_slips(held: Consultation) -> bool:
    """Make slips useless that say something else now; tell whether there were any. Its caller holds the row."""
    had_slips = bool(held.key)
    held.codes.all().delete()
    Box.objects.filter(consultation=held).delete()
    held.key = ""
    return had_slips


def hold_draft(consultation: Consultation) -> Consultation:
    """Return the row, locked, of what was not opened yet. Raises: AlreadyConfirmed"""
    held = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if held.confirmed_at is not None:
        raise AlreadyConfirmed(FIXED)
    return held
