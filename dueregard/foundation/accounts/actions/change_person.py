"""Changes what a person says about themselves: the name colleagues see, and where the digest goes.

Passwords and keys are allauth's; what a person may do is `change_standing`.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act


class DigestNeedsAddress(Exception):
    """A digest was asked for without saying where to."""


def change_person(*, person: Person, name: str, email: str, wants_digest: bool, by: Person, now: datetime) -> Person:
    """Write down a person's shown name and digest. Raises: DigestNeedsAddress"""
    if wants_digest and not email:
        raise DigestNeedsAddress
    with transaction.atomic():
        person.name, person.email, person.wants_digest = name, email, wants_digest
        person.save(update_fields=["name", "email", "wants_digest"])
        record_act(by=by, did="change_person", on=person, at=now)
    return person
