"""Closes and reopens accounts, and says who administers the site; somebody always does.

A person's place in a group is records/groups.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act


class LastAdministrator(Exception):
    """Nobody would be left to administer the site."""


def close_account(*, person: Person, by: Person, now: datetime) -> Person:
    """Sign the person out everywhere, let them in no more, and close the links they gave out. What they did stays.

    Raises: LastAdministrator
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        _another_must_stay(person)
        _close_links_of(person, now)
        return _set(person, by, now, did="close_account", is_active=False)


def reopen_account(*, person: Person, by: Person, now: datetime) -> Person:
    """Let the person sign in again, with the password and keys they had."""
    with transaction.atomic():
        return _set(person, by, now, did="reopen_account", is_active=True)


def make_administrator(*, person: Person, by: Person, now: datetime) -> Person:
    """Let the person administer the site: see every group, every person and the record of acts."""
    with transaction.atomic():
        return _set(person, by, now, did="make_administrator", is_administrator=True)


def end_administrator(*, person: Person, by: Person, now: datetime) -> Person:
    """Take the administration of the site from a person, and close the links they gave out: those could bring it back.

    Raises: LastAdministrator
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        _another_must_stay(person)
        _close_links_of(person, now)
        return _set(person, by, now, did="end_administrator", is_administrator=False)


def _another_must_stay(person: Person) -> None:
    others = Person.objects.select_for_update().filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    if person.is_administrator and not others.exists():
        raise LastAdministrator


def _close_links_of(person: Person, now: datetime) -> None:
    person.invitations_given.filter(used_at=None, expires_at__gt=now).update(expires_at=now)


def _set(person: Person, by: Person, now: datetime, *, did: str, **values: bool) -> Person:
    for field, value in values.items():
        setattr(person, field, value)
    person.save(update_fields=list(values))
    record_act(by=by, did=did, on=person, at=now)
    return person
