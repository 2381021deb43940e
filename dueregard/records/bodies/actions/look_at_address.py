"""Write who looked at an address of the shared register: for a group that wrote there, or as the second look."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.bodies.access import others_keep_the_register
from dueregard.records.bodies.models import AddressLook, Body, Contact
from dueregard.records.groups.access import administers, places_of
from dueregard.records.groups.models import Group


class NothingToLookAt(Exception):
    """The address waits for nobody."""


class ChangedSinceShown(Exception):
    """The address is no longer the one that the person looked up."""


class OwnChange(Exception):
    """Whoever entered the address cannot be the second person to look at it."""


def look_again(*, contact: Contact, address: str, by: Person, now: datetime) -> Contact:
    """Say that a second person looked an address up and found it right; from now on letters go there.

    `address` is what the page showed. Raises: NothingToLookAt, ChangedSinceShown, OwnChange
    """
    with transaction.atomic():
        contact = Contact.objects.select_for_update(of=("self",)).select_related("body").get(pk=contact.pk)
        if contact.address != address:
            raise ChangedSinceShown
        if not contact.waits_for_look:
            raise NothingToLookAt
        if contact.given_by_id == by.pk and others_keep_the_register(by):
            raise OwnChange
        contact.waits_for_look = False
        contact.save(update_fields=["waits_for_look"])
        note_looked_at(contact=contact, by=by, now=now)
        record_act(by=by, did="contact.looked_at_again", on=contact, at=now)
    return contact


def note_looked_at(*, contact: Contact, by: Person, now: datetime) -> None:
    """Write, in the caller's transaction, that whoever enters, checks or corrects an address looked at it.

    It counts for the groups they act for; an administrator, who acts for all, looks for none of them.
    """
    if not administers(by):
        _write([contact], [*places_of(by).worked], by, now)


def note_written_to(*, group: Group, body: Body, address: str, by: Person, now: datetime) -> None:
    """Write, in the caller's transaction, that a letter of a group goes to an address, where the register has it."""
    _write(Contact.objects.filter(body=body, address=address), [group.pk], by, now)


def _write(contacts: Iterable[Contact], groups: Iterable[UUID], by: Person, now: datetime) -> None:
    looks = [
        AddressLook(contact=contact, group_id=group, address=contact.address, by=by, at=now)
        for contact in contacts
        for group in groups
    ]
    AddressLook.objects.bulk_create(
        looks, update_conflicts=True, unique_fields=["contact", "group", "address"], update_fields=["by", "at"]
    )
