"""Gives a person a secret address for the calendar of their meetings, replaces it, and closes it."""

import secrets
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person, digest_of
from dueregard.foundation.audit.actions import record_act
from dueregard.records.groups.models import CalendarKey


def renew_calendar_key(*, person: Person, by: Person, now: datetime) -> str:
    """Make a new key and close the one before. Returns the secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        CalendarKey.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
        key = CalendarKey.objects.create(person=person, digest=digest_of(secret), created_at=now)
        record_act(by=by, did="renew_calendar_key", on=key, at=now)
    return secret


def close_calendar_key(*, person: Person, by: Person, now: datetime) -> bool:
    """Close the address. Returns whether there was one; twice changes nothing."""
    with transaction.atomic():
        key = CalendarKey.objects.select_for_update().filter(person=person, revoked_at=None).first()
        if key is None:
            return False
        key.revoked_at = now
        key.save(update_fields=["revoked_at"])
        record_act(by=by, did="close_calendar_key", on=key, at=now)
    return True
