"""Asks to publish a record, and publishes it: two acts of two people. Who may is decided in rules/training/showing."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.training.actions.take_back import PART, hold, index_again
from dueregard.parts.training.models import Session
from dueregard.records.groups.models import Membership
from dueregard.records.history.actions import show_entries
from dueregard.rules.training.showing import Record, why_not_fit, why_not_publish


class NotFit(ValueError):
    """What would be public has personal details."""


class NotLookedAt(ValueError):
    """Nobody said that the words that may name a person were looked at."""


class NotASecondPerson(Exception):
    """This person may not publish the record; the sentence says why."""


class ChangedSince(Exception):
    """The record is not the one that the person looked at."""


def record_of(session: Session) -> Record:
    """Return who had a hand in a record, and who works in its group. Two queries."""
    members = Membership.objects.filter(group=session.group_id).values_list("person", flat=True)
    writers = session.statements.values_list("made_by", flat=True)
    return Record(
        proposed_by=str(session.proposed_by_id or ""),
        written_by={str(session.made_by_id), *(str(one) for one in writers)},
        members={str(one) for one in members},
        is_public=session.is_public,
    )


def public_words(session: Session) -> dict[str, str]:
    """Return the free text of a record that would be public, by the names of its fields."""
    return {
        "Title": session.title,
        "Given by": session.provider,
        "Given to": session.given_to,
        "Paid by": session.paid_by,
    }


def ask_to_publish(*, session: Session, has_looked: bool, by: Person, now: datetime) -> Session:
    """Ask a second person to publish a record as it is. Raises: NotFit, NotLookedAt, NotASecondPerson"""
    with transaction.atomic():
        held = hold(session)
        if held.is_public:
            raise NotASecondPerson("This record is public already.")
        _check(held, has_looked=has_looked)
        held.proposed_by, held.proposed_at = by, now
        held.save(update_fields=["proposed_by", "proposed_at"])
        record_act(by=by, did="ask_to_publish_training", on=held, at=now)
    return held


def publish_session(*, session: Session, seen: str, has_looked: bool, by: Person, now: datetime) -> Session:
    """Publish a record as the second person. `seen` is the instant at which what they looked at was asked, as ISO.

    Raises: NotASecondPerson, ChangedSince, NotFit, NotLookedAt
    """
    with transaction.atomic():
        held = hold(session)
        refusal = why_not_publish(str(by.pk), record_of(held))
        if refusal:
            raise NotASecondPerson(refusal)
        assert held.proposed_at is not None, "nobody publishes what nobody asked"
        if held.proposed_at.isoformat() != seen:
            raise ChangedSince("This record was changed and asked for again while you looked. Check it as it is now.")
        _check(held, has_looked=has_looked)
        held.is_public, held.published_by, held.published_at = True, by, now
        held.save(update_fields=["is_public", "published_by", "published_at"])
        record_act(by=by, did="publish_training", on=held, at=now, details={"proposed_by": str(held.proposed_by_id)})
        show_entries(part=PART, subject=str(held.pk), public_path=held.public_path)
        index_again(held)
    return held


def _check(session: Session, *, has_looked: bool) -> None:
    refusal = why_not_fit(public_words(session))
    if refusal:
        raise NotFit(refusal)
    if not has_looked:
        raise NotLookedAt("Tick that you looked at each word and name. Nothing was published.")
