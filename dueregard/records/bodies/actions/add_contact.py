"""Add an address of a body, with its source and when it was checked.

The register never makes up an address, so this is the only way in.
"""

from datetime import date, datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.bodies.actions.look_at_address import note_looked_at
from dueregard.records.bodies.actions.note_history import note
from dueregard.records.bodies.models import Body, Contact, ContactForm, Purpose
from dueregard.rules.register.address_changes import needs_second_look


class AddressKnown(Exception):
    """The body already has this address for this purpose."""


class CheckedInFuture(Exception):
    """An address cannot have been checked on a day in the future."""


def add_contact(
    *,
    body: Body,
    purpose: Purpose,
    form: ContactForm,
    address: str,
    source: str,
    checked_on: date,
    today: date,
    by: Person,
    now: datetime,
) -> Contact:
    """Add the address. `checked_on` and `today` are UK calendar dates. Raises: AddressKnown, CheckedInFuture

    One at another domain than the body had waits for a second look: it would be the newest, and letters would go there.
    """
    if checked_on > today:
        raise CheckedInFuture
    if Contact.objects.filter(body=body, purpose=purpose, address=address).exists():
        raise AddressKnown
    with transaction.atomic():
        contact = Contact.objects.create(
            body=body,
            purpose=purpose,
            form=form,
            address=address,
            source=source,
            checked_on=checked_on,
            given_by=by,
            added_at=now,
            waits_for_look=form == ContactForm.EMAIL and needs_second_look(address, trusted_addresses(body)),
        )
        note_looked_at(contact=contact, by=by, now=now)
        record_act(by=by, did="contact.added", on=contact, at=now, details={"purpose": str(purpose)})
        note(body=body, at=now, says=f"Address added: {Purpose(purpose).label.lower()}.", by_contact=contact)
    return contact


def trusted_addresses(body: Body) -> list[str]:
    """Return the e-mail addresses of a body, for whatever purpose, that wait for nobody, and those that were replaced.

    Nobody looks again at a postal or a web address: what it holds opens no way for an e-mail address.
    """
    rows = Contact.objects.filter(body=body).values_list("address", "was", "form", "waits_for_look")
    return [
        one
        for address, was, form, waits in rows
        for one in (address if form == ContactForm.EMAIL and not waits else "", was)
        if one
    ]
