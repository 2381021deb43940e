"""Publishes a demand or a decision with all its lines; undoes that; withdraws it with a reason.

Two looks come before: at the words that may lead to one person, which the site finds, and at the whole page as
everybody will see it. For ten minutes it can be undone (rules/casework/undo_window). Copies cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.tracker.access import hidden_lines
from dueregard.parts.tracker.actions.settle import settle
from dueregard.parts.tracker.actions.tell_history import PART
from dueregard.parts.tracker.models import Decision, Demand
from dueregard.parts.tracker.queries.looked_at import finds_in, state_of
from dueregard.records.history.actions import hide_entries, show_entries
from dueregard.records.rights.actions.log_take_down import log_take_down
from dueregard.rules.casework.undo_window import undo_window
from dueregard.rules.privacy.taking_down import Became, Thing, Why
from dueregard.rules.tracker.one_person import Found

PUBLISHED = ["is_public", "published_at", "published_by", "withdrawn_why"]


class CannotPublish(Exception):
    """It cannot be published, or made private again; the words say why."""


class MayNameSomebody(CannotPublish):
    """Words may lead to a single person; `found` are those on which nobody has decided."""

    def __init__(self, found: list[Found]) -> None:
        said = ", ".join(f"“{one.words}” ({one.what}, in {one.field})" for one in found[:5])
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        super().__init__(f"These words may lead to a single person: {said}{more}. Nothing was published.")
        self.found = found


def publish(*, record: Demand | Decision, confirmed: Collection[str], seen: str, by: Person, now: datetime) -> None:
    """Show it to everybody, with the lines that are not shown yet.

    `confirmed` are keys of words of which this person says that they mean no single person; `seen` says in which state
    they read it (`queries/looked_at`). Raises: CannotPublish, MayNameSomebody
    """
    with transaction.atomic():
        held = _held(record)
        waiting = list(hidden_lines(held.lines.all()))
        if held.is_public and not waiting:
            raise CannotPublish("All of this is public already.")
        if state_of(held) != seen:
            raise CannotPublish(
                "Something was changed since you opened the page. Nothing was published. Read it again."
            )
        agreed = sorted({*held.confirmed, *confirmed})
        if found := finds_in(held, confirmed=agreed):
            raise MayNameSomebody(found)
        held.lines.filter(pk__in=[line.pk for line in waiting]).update(is_public=True, shown_at=now)
        if not held.is_public:
            held.is_public, held.published_at, held.published_by = True, now, by
        held.confirmed, held.withdrawn_why, held.was_public = agreed, "", True
        held.save(update_fields=[*PUBLISHED, "confirmed", "was_public"])
        show_entries(part=PART, subject=str(held.pk), public_path=held.public_path())
        _changed(held, "publish", by, now, {"lines": len(waiting), "confirmed": len(confirmed)})


def undo_publication(*, record: Demand | Decision, by: Person, now: datetime) -> None:
    """Undo publishing, as long as the window is open. Raises: CannotPublish"""
    with transaction.atomic():
        held = _held_public(record)
        window = undo_window(held.published_at, now)
        if window is None or not window.is_open:
            raise CannotPublish("Ten minutes have passed. You can still withdraw it, with a reason.")
        _hide(held, "")
        _changed(held, "undo_publication_of", by, now, {})


def withdraw(*, record: Demand | Decision, why: str, by: Person, now: datetime, public_why: Why = Why.OTHER) -> None:
    """Make it private again, with a reason that its group reads. Everyone reads only `public_why`.

    Raises: CannotPublish
    """
    if not why.strip():
        raise CannotPublish("Say why you are withdrawing it. It is still public.")
    with transaction.atomic():
        held = _held_public(record)
        _hide(held, why.strip())
        _changed(held, "withdraw", by, now, {})
        thing = Thing.DEMAND if isinstance(held, Demand) else Thing.DECISION
        log_take_down(thing=thing, why=public_why, became=Became.TAKEN_DOWN, by=by, now=now)


def _held(record: Demand | Decision) -> Any:
    rows = type(record).objects.select_for_update(of=("self",)).select_related("group", "body")
    return rows.get(pk=record.pk)


def _held_public(record: Demand | Decision) -> Any:
    held = _held(record)
    if not held.is_public:
        raise CannotPublish("It is private already.")
    return held


def _hide(held: Any, why: str) -> None:
    held.is_public, held.published_at, held.published_by, held.withdrawn_why = False, None, None, why
    held.save(update_fields=PUBLISHED)
    held.lines.update(is_public=False, shown_at=None)
    hide_entries(part=PART, subject=str(held.pk))


def _changed(held: Any, did: str, by: Person, now: datetime, details: dict[str, Any]) -> None:
    settle(held)
    record_act(by=by, did=f"{did}_{held.SEARCHED_AS}", on=held, at=now, details=details)
