"""Drops uploads that nobody finished, before their two days are over: a flood of them takes up a group's share."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.submissions.actions.arrive_plain import drop_upload
from dueregard.parts.submissions.actions.days import day_of, start_of_day
from dueregard.parts.submissions.gateways import store
from dueregard.parts.submissions.models import Inbox, Upload


def drop_unfinished(*, inbox: Inbox, by: Person | None, now: datetime) -> int:
    """Drop the uploads in which nothing has moved for an hour. Returns how many. What arrives just now goes on."""
    today, still = day_of(now), store.left_alone(settings.SEALED_IDLE_SECONDS)
    rows = [one for one in Upload.objects.filter(inbox=inbox, receipt="") if one.pk in still or not one.size]
    dropped = [one for one in rows if one.size or one.day < today]  # one without a byte may have begun this minute
    for upload in dropped:
        drop_upload(upload, today)
    with transaction.atomic():
        record_act(by=by, did="drop_unfinished_sealed_uploads", on=inbox, at=start_of_day(now))
    return len(dropped)
