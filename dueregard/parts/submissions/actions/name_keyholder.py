"""Says which people of a group may fetch what is sealed, and gives each a key for their own program.

The first is named by a caseworker of the group; after that only keyholders name keyholders. An administrator who is
not in the group names nobody. Whose key can open anything is the signed list, not this.
"""

import secrets
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.parts.submissions.access import may_name_keyholders
from dueregard.parts.submissions.actions.days import day_of
from dueregard.parts.submissions.models import AccessKey, Inbox, Keyholder
from dueregard.parts.submissions.queries.keyholders import digest_of_key
from dueregard.records.groups.models import Membership


class MayNotName(Exception):
    """Only a keyholder of this inbox names another; the first is named by a caseworker of the group."""


class NotInTheGroup(Exception):
    """A keyholder is a member of the group."""


def name_keyholder(*, inbox: Inbox, person: Person, by: Person, now: datetime) -> Keyholder:
    """Let a member of the group fetch what is sealed. Raises: MayNotName, NotInTheGroup"""
    if not may_name_keyholders(by, inbox):
        raise MayNotName
    if not Membership.objects.filter(group=inbox.group, person=person).exists():
        raise NotInTheGroup
    with transaction.atomic():
        keyholder, _ = Keyholder.objects.get_or_create(inbox=inbox, person=person, defaults={"since": day_of(now)})
        record_act(by=by, did="name_keyholder", on=inbox, at=now, details={"person": str(person.pk)})
    return keyholder


def remove_keyholder(*, keyholder: Keyholder, by: Person, now: datetime) -> None:
    """Let a person fetch nothing any more. Their key leaves the list only by a new signed one. Raises: MayNotName"""
    if not may_name_keyholders(by, keyholder.inbox):
        raise MayNotName
    with transaction.atomic():
        details = {"person": str(keyholder.person_id)}
        record_act(by=by, did="remove_keyholder", on=keyholder.inbox, at=now, details=details)
        keyholder.delete()


def make_access_key(*, keyholder: Keyholder, by: Person, now: datetime) -> str:
    """Make the key that a keyholder's own program shows; one made before opens nothing any more. Returns the secret."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        changed = {"digest": digest_of_key(secret), "day": day_of(now)}
        AccessKey.objects.update_or_create(keyholder=keyholder, defaults=changed)
        record_act(by=by, did="make_sealed_access_key", on=keyholder.inbox, at=now)
    return secret


def revoke_access_key(*, keyholder: Keyholder, by: Person, now: datetime) -> None:
    """Let the keyholder's program in no more."""
    with transaction.atomic():
        AccessKey.objects.filter(keyholder=keyholder).delete()
        record_act(by=by, did="revoke_sealed_access_key", on=keyholder.inbox, at=now)
