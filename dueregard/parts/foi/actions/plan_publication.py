"""Sets the day on which a case becomes public, and publishes on that day what is still fit to be published.

What cannot be known to be harmless is left to a person: a reply that nobody has sorted, words that look like a person
and were not decided on, or the absence of whoever planned it keep the case private, and the list of what waits says so.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.foi.access import messages_in
from dueregard.parts.foi.actions.publish_case import CannotPublish, publish_case
from dueregard.parts.foi.actions.queue_letter import Queued
from dueregard.parts.foi.models import Case
from dueregard.parts.foi.queries.planned import planned_until, why_not_planned
from dueregard.parts.foi.queries.public_look import to_look_at_in
from dueregard.records.groups.access import is_caseworker

LONGEST = timedelta(days=366)


class NotThatDay(ValueError):
    """No case can become public on this day; the words say why."""


def plan_publication(*, cases: Iterable[Case], on: date, by: Person, now: datetime) -> Queued:
    """Let each of these cases become public on a day; those that cannot now are named. Raises: NotThatDay"""
    check_day(on, now)
    planned, left_out = 0, []
    for case in cases:
        with transaction.atomic():
            locked = Case.objects.select_for_update(of=("self",)).select_related("body").get(pk=case.pk)
            why = why_not_planned(locked) or _why_look(locked, now)
            if why:
                left_out.append((locked.body.name, why))
                continue
            locked.publish_on, locked.publish_planned_by = on, by
            locked.save(update_fields=["publish_on", "publish_planned_by"])
            record_act(by=by, did="plan_publication", on=locked, at=now, details={"on": on.isoformat()})
            planned += 1
    return Queued(planned, tuple(left_out))


def check_day(on: date, now: datetime) -> None:
    """Refuse a day on which nothing can become public. Raises: NotThatDay"""
    today = timezone.localdate(now)
    if not today < on <= today + LONGEST:
        raise NotThatDay("Choose a day after today, within a year.")


def cancel_publication(*, case: Case, by: Person, now: datetime) -> bool:
    """Let the case stay private. Returns whether a day was set; cancelling twice changes nothing."""
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        if locked.publish_on is None:
            return False
        locked.publish_on, locked.publish_planned_by = None, None
        locked.save(update_fields=["publish_on", "publish_planned_by"])
        record_act(by=by, did="cancel_publication", on=locked, at=now)
    return True


def publish_planned(*, now: datetime) -> int:
    """Publish the cases whose day has come and that are still fit for it. Returns how many. Safe to run twice."""
    return sum(_publish(case, now) for case in planned_until(timezone.localdate(now)))


def _publish(case: Case, now: datetime) -> bool:
    by = case.publish_planned_by
    if by is None or not by.is_active or not is_caseworker(by, case.group):
        return False
    if why_not_planned(case) or _why_look(case, now):
        return False
    try:
        publish_case(case=case, by=by, now=now)
    except CannotPublish:
        return False
    return True


def _why_look(case: Case, now: datetime) -> str:
    number = to_look_at_in(case, messages_in(case), now=now, as_if_public=True)
    if not number:
        return ""
    what = "1 name or number" if number == 1 else f"{number} names or numbers"
    return f"{what} to look at first: open the case and choose “Publish this case”."
