"""Writes down that a group sent itself a test through the page, and that a keyholder saw it arrive."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.models import Exercise, Inbox


def record_exercise(*, inbox: Inbox, by: Person, now: datetime) -> Exercise:
    """Record that the test of today arrived and could be opened. A second one on a day is the same."""
    with transaction.atomic():
        exercise, is_new = Exercise.objects.get_or_create(inbox=inbox, day=day_of(now), defaults={"by": by})
        if is_new:
            record_act(by=by, did="record_sealed_exercise", on=inbox, at=now)
    return exercise
