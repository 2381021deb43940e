"""Correct an address, say that it was checked today, or that it no longer works."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.records.bodies.actions.add_contact import AddressKnown, CheckedInFuture, trusted_addresses
from dueregard.records.bodies.actions.look_at_address import note_looked_at
from dueregard.records.bodies.actions.note_history import note
from dueregard.records.bodies.models import Contact, ContactForm, Purpose
from dueregard.rules.register.address_changes import needs_second_look
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape(
    {
        "purpose": "what it is for",
        "form": "type of address",
        "address": "address",
        "source": "source",
        "checked_on": "day it was looked up",
        "is_working": "whether it works",
    },
    together=(("form", "address", "source", "checked_on", "is_working"),),
)


class NothingChanged(Exception):
    """The register already says this."""


def stored_contact(contact: Contact) -> dict[str, object]:
    """Return what a person may correct."""
    return {column: getattr(contact, column) for column in SHAPE.words}


def change_contact(
    *,
    contact: Contact,
    wanted: Mapping[str, object],
    seen: Seen,
    today: date,
    by: Person,
    now: datetime,
) -> Contact:
    """Correct an address, joined with what others wrote since `seen`. Dates are UK calendar dates.

    Raises: ChangedMeanwhile, AddressKnown, CheckedInFuture, NothingChanged
    """
    with transaction.atomic():
        contact = Contact.objects.select_for_update(of=("self",)).select_related("body").get(pk=contact.pk)
        edit = join_edit(stored=stored_contact(contact), wanted=wanted, seen=seen, shape=SHAPE)
        before = contact.address if contact.form == ContactForm.EMAIL else contact.was
        trusted = trusted_addresses(contact.body)
        for column in edit.changed:
            setattr(contact, column, edit.values[column])
        if contact.checked_on > today:
            raise CheckedInFuture
        if not edit.changed:
            raise NothingChanged
        same = Contact.objects.filter(body_id=contact.body_id, purpose=contact.purpose, address=contact.address)
        if same.exclude(pk=contact.pk).exists():
            raise AddressKnown
        contact.save(update_fields=[*edit.changed, *_replaced(contact, before, trusted, edit.changed, by, now)])
        note_looked_at(contact=contact, by=by, now=now)
        called, path = f"an address of {contact.body.name}", contact.body.get_absolute_url()
        record_edit(edit=edit, did="contact.changed", on=contact, called=called, path=path, by=by, at=now)
        note(body=contact.body, at=now, says=_changed_words(contact, list(edit.changed)), by_contact=contact)
    return contact


def check_contact(*, contact: Contact, on: date, by: Person, now: datetime) -> Contact:
    """Say that the address was looked up and is right on this UK date. Raises: NothingChanged"""
    if contact.checked_on >= on and contact.is_working:
        raise NothingChanged
    contact.checked_on, contact.is_working = max(on, contact.checked_on), True
    says = f"Address checked: {Purpose(contact.purpose).label.lower()}."
    with transaction.atomic():
        _write(contact, ["checked_on", "is_working"], did="contact.checked", says=says, by=by, now=now)
        note_looked_at(contact=contact, by=by, now=now)
    return contact


def mark_failing(*, contact: Contact, by: Person | None, now: datetime) -> Contact:
    """Say that e-mail to the address bounces. `by` is None when the site noticed. Raises: NothingChanged"""
    if not contact.is_working:
        raise NothingChanged
    contact.is_working = False
    says = f"Address no longer works: {Purpose(contact.purpose).label.lower()}."
    _write(contact, ["is_working"], did="contact.failing", says=says, by=by, now=now)
    return contact


def _replaced(
    contact: Contact, before: str, trusted: list[str], changed: Collection[str], by: Person, now: datetime
) -> tuple[str, ...]:
    """Write, where the address is another now, since when, by whom, and whether somebody else must look at it.

    `before` is the e-mail address that it had last: what was a postal or a web address makes no domain known.
    """
    if not {"address", "form"} & {*changed}:
        return ()
    if not contact.waits_for_look:  # else nobody agreed to the one in between
        contact.was = before
    contact.changed_at, contact.given_by = now, by
    contact.waits_for_look = contact.form == ContactForm.EMAIL and needs_second_look(contact.address, trusted)
    return ("was", "changed_at", "given_by", "waits_for_look")


def _changed_words(contact: Contact, changed: list[str]) -> str:
    purpose = Purpose(contact.purpose).label.lower()
    if changed == ["is_working"] and not contact.is_working:
        return f"Address no longer works: {purpose}."
    return f"Address corrected: {purpose}."


def _write(contact: Contact, columns: list[str], *, did: str, says: str, by: Person | None, now: datetime) -> None:
    with transaction.atomic():
        contact.save(update_fields=columns)
        record_act(by=by, did=did, on=contact, at=now, details={"fields": columns})
        note(body=contact.body, at=now, says=says, by_contact=contact)
