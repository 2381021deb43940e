"""Throws a demand or a decision away that was written down by mistake. What everybody could read once, stays."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.tracker.actions.tell_history import forget
from dueregard.parts.tracker.models import Decision, Demand

STAYS = "Everyone could read this once, so it stays with your group. Nothing was thrown away."


class WasPublic(Exception):
    """Everybody could read it, now or at some time."""


def throw_away(*, record: Demand | Decision, by: Person, now: datetime) -> None:
    """Remove it with its lines and what the body's history tells of it. Raises: WasPublic

    Whoever adds a line, corrects or publishes holds the same row, so that each comes before or not at all.
    """
    with transaction.atomic():
        rows: Any = type(record).objects.select_for_update(of=("self",))
        held = rows.get(pk=record.pk)
        if held.was_public:
            raise WasPublic(STAYS)
        details = {"lines": held.lines.count()}
        record_act(by=by, did=f"throw_{held.SEARCHED_AS}_away", on=held, at=now, details=details)
        forget(held)
        mark_changed(kind=held.SEARCHED_AS, keys=[str(held.pk)])
        held.delete()
