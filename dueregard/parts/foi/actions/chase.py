"""Reminding in bulk: the reminder that is due in each late case, queued with one click."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.parts.foi.actions.queue_letter import CannotQueue, Queued, queue_letter
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.models.correspondence import Step
from dueregard.parts.foi.queries.rows import CHASED, offers_of

NOTHING_TO_CHASE = "They are not late, a reply is waiting to be sorted, or they were reminded in the last ten days."


def chase(*, cases: Iterable[Case], by: Person, now: datetime) -> Queued:
    """Queue a reminder in each of these cases that is late. The others are named with the reason."""
    letters, left_out = 0, []
    for case in cases:
        step = next((offer.step for offer in offers_of(case, timezone.localdate(now)) if offer.step in CHASED), None)
        if step is None:
            left_out.append((case.body.name, NOTHING_TO_CHASE))
            continue
        try:
            with transaction.atomic():
                queue_letter(case=case, step=Step(step.value), letter=None, by=by, now=now)
            letters += 1
        except CannotQueue as refusal:
            left_out.append((case.body.name, str(refusal)))
    return Queued(letters, tuple(left_out))
