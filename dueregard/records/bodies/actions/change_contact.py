"""Correct an address, say that it was checked today, or that it no longer works."""

from datetime import date, datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.bodies.actions.add_contact import AddressKnown, CheckedInFuture
from dueregard.records.bodies.actions.note_history import note
from dueregard.records.bodies.models import Contact, ContactForm, Purpose


class NothingChanged(Exception):
    """What was given is what the register says already."""


def change_contact(
    *,
    contact: Contact,
    purpose: Purpose,
    form: ContactForm,
    address: str,
    source: str,
    checked_on: date,
    is_working: bool,
    today: date,
    by: Person,
    now: datetime,
) -> Contact:
    """Correct an address. Dates are UK calendar dates. Raises: AddressKnown, CheckedInFuture, NothingChanged"""
    if checked_on > today:
        raise CheckedInFuture
    wanted: dict[str, object] = {"purpose": purpose, "form": form, "address": address, "source": source}
    wanted |= {"checked_on": checked_on, "is_working": is_working}
    changed = [column for column, value in wanted.items() if getattr(contact, column) != value]
    if not changed:
        raise NothingChanged
    same = Contact.objects.filter(body_id=contact.body_id, purpose=purpose, address=address)
    if same.exclude(pk=contact.pk).exists():
        raise AddressKnown
    for column in changed:
        setattr(contact, column, wanted[column])
    _write(contact, changed, did="contact.changed", says=_changed_words(contact, changed), by=by, now=now)
    return contact


def check_contact(*, contact: Contact, on: date, by: Person, now: datetime) -> Contact:
    """Say that the address was looked up and is right on this UK date. Raises: NothingChanged"""
    if contact.checked_on >= on and contact.is_working:
        raise NothingChanged
    contact.checked_on, contact.is_working = max(on, contact.checked_on), True
    says = f"An address was checked: {Purpose(contact.purpose).label.lower()}."
    _write(contact, ["checked_on", "is_working"], did="contact.checked", says=says, by=by, now=now)
    return contact


def mark_failing(*, contact: Contact, by: Person | None, now: datetime) -> Contact:
    """Say that mail to the address comes back. `by` is None when the site saw it. Raises: NothingChanged"""
    if not contact.is_working:
        raise NothingChanged
    contact.is_working = False
    says = f"An address no longer works: {Purpose(contact.purpose).label.lower()}."
    _write(contact, ["is_working"], did="contact.failing", says=says, by=by, now=now)
    return contact


def _changed_words(contact: Contact, changed: list[str]) -> str:
    purpose = Purpose(contact.purpose).label.lower()
    if changed == ["is_working"] and not contact.is_working:
        return f"An address no longer works: {purpose}."
    return f"An address was corrected: {purpose}."


def _write(contact: Contact, columns: list[str], *, did: str, says: str, by: Person | None, now: datetime) -> None:
    with transaction.atomic():
        contact.save(update_fields=columns)
        record_act(by=by, did=did, on=contact, at=now, details={"columns": columns})
        note(body=contact.body, at=now, says=says, by_contact=contact)
