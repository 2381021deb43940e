"""Giving a person a secret address for their calendar, and closing it again. queries/due_feed has what it shows."""

import secrets
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.foi.models.feed_key import FeedKey, digest_of_key


class NoFeedKey(Exception):
    """There is no calendar address to close."""


def renew_feed_key(*, person: Person, by: Person, now: datetime) -> str:
    """Make a new key and close the previous one. Returns the secret, which is not kept anywhere."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        FeedKey.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
        key = FeedKey.objects.create(person=person, digest=digest_of_key(secret), created_at=now)
        record_act(by=by, did="renew_feed_key", on=key, at=now)
    return secret


def revoke_feed_key(*, person: Person, by: Person, now: datetime) -> None:
    """Close the calendar address. Raises: NoFeedKey"""
    with transaction.atomic():
        key = FeedKey.objects.select_for_update().filter(person=person, revoked_at=None).first()
        if key is None:
            raise NoFeedKey("There is no calendar address to close.")
        key.revoked_at = now
        key.save(update_fields=["revoked_at"])
        record_act(by=by, did="revoke_feed_key", on=key, at=now)
