"""Keeping a search under a name, giving it a secret address for a feed reader, and taking both back.

What a kept search shows is asked anew at each reading, with what its owner may find then.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.models import KeptSearch, digest_of_address

MOST = 100
LONGEST_NAME = 120


class CannotKeep(Exception):
    """The search cannot be kept; the words say why and what to do."""


class NothingAsked(CannotKeep):
    """There are no words and no narrowing."""


class NameTaken(CannotKeep):
    """Another search of this person has the name."""


class TooMany(CannotKeep):
    """This person keeps as many searches as one may."""


def keep_search(*, person: Person, name: str, asked: Mapping[str, str], now: datetime) -> KeptSearch:
    """Keep what the address of a search asks, under a name. Raises: NothingAsked, NameTaken, TooMany"""
    if not asked:
        raise NothingAsked("Search for something first; then you can save it.")
    name = name[:LONGEST_NAME].strip() or "Everything"
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        own = KeptSearch.objects.filter(person=person)
        if own.filter(name=name).exists():
            raise NameTaken(f"You already have a saved search called “{name}”. Give this one another name.")
        if own.count() >= MOST:
            raise TooMany(
                f"You already have {MOST} saved searches, which is the limit. Delete one that you no longer need."
            )
        kept = KeptSearch.objects.create(person=person, name=name, asked=dict(asked), created_at=now)
        record_act(by=person, did="keep_search", on=kept, at=now)
    return kept


def drop_search(*, search: KeptSearch, by: Person, now: datetime) -> None:
    """Keep a search no longer. Its address closes with it."""
    with transaction.atomic():
        record_act(by=by, did="drop_search", on=search, at=now)
        search.delete()


def renew_address(*, search: KeptSearch, by: Person, now: datetime) -> str:
    """Make a new feed address and close the one before. Returns the secret, which is nowhere kept."""
    secret = secrets.token_urlsafe(32)
    _set_address(search, digest_of_address(secret), by, now, did="renew_search_address")
    return secret


def close_address(*, search: KeptSearch, by: Person, now: datetime) -> None:
    """Close the feed address; one that has none stays as it is."""
    _set_address(search, "", by, now, did="close_search_address")


def _set_address(search: KeptSearch, digest: str, by: Person, now: datetime, *, did: str) -> None:
    with transaction.atomic():
        search = KeptSearch.objects.select_for_update().get(pk=search.pk)
        search.digest, search.address_made_at = digest, now if digest else None
        search.save(update_fields=["digest", "address_made_at"])
        record_act(by=by, did=did, on=search, at=now)
