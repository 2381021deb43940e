"""Makes a record private again: because a person says so, or because it changed after two people saw it."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.training.models import Session
from dueregard.records.history.actions import hide_entries
from dueregard.records.rights.actions.log_take_down import log_take_down
from dueregard.rules.privacy.taking_down import Became, Thing, Why

PART = "training"  # in a history, and in the index
STATEMENT = "statement"  # the kind of a statement in the index, and in the citations of passages


class NotPublic(Exception):
    """The record is private, and nobody asked to publish it."""


class ReasonNeeded(Exception):
    """A record that everyone can read is made private with a reason for the public log."""


def changed(*, session: Session, by: Person, now: datetime) -> None:
    """Take back what was asked or published, and have the index read the record again. For whoever changed it."""
    if session.is_public or session.proposed_by_id:
        _take_back(session, by=by, why="changed", now=now)
    index_again(session)


def withdraw(*, session: Session, by: Person, now: datetime, public_why: Why | None = None) -> Session:
    """Make a record private, or drop what was asked. One that was public gets its line in the log.

    Raises: NotPublic, ReasonNeeded
    """
    with transaction.atomic():
        held = hold(session)
        if not held.is_public and not held.proposed_by_id:
            raise NotPublic("This record is private already. Nothing was changed.")
        if held.is_public:
            if public_why is None:
                raise ReasonNeeded
            log_take_down(thing=Thing.TRAINING, why=public_why, became=Became.TAKEN_DOWN, by=by, now=now)
        _take_back(held, by=by, why="withdrawn", now=now)
        index_again(held)
    return held


def hold(session: Session) -> Session:
    """Return the row, locked: whatever changes a record holds it, so that nobody publishes what they did not see."""
    return Session.objects.select_for_update(of=("self",)).select_related("group", "body").get(pk=session.pk)


def index_again(session: Session) -> None:
    """Have the index read a record and its statements again."""
    mark_changed(kind=PART, keys=[str(session.pk)])
    keys = [str(key) for key in session.statements.values_list("pk", flat=True)]
    if keys:
        mark_changed(kind=STATEMENT, keys=keys)


def _take_back(held: Session, *, by: Person, why: str, now: datetime) -> None:
    was_public = held.is_public
    held.is_public = False
    held.proposed_by = held.proposed_at = held.published_by = held.published_at = None
    held.save(update_fields=["is_public", "proposed_by", "proposed_at", "published_by", "published_at"])
    record_act(by=by, did="take_training_back", on=held, at=now, details={"why": why, "was_public": was_public})
    hide_entries(part=PART, subject=str(held.pk))
