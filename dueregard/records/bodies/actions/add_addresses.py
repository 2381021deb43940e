"""Add addresses of many bodies that a person has checked row by row; each is written down as if it came alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.actions.add_contact import AddressKnown, CheckedInFuture, add_contact
from dueregard.records.bodies.models import Body, ContactForm, Purpose
from dueregard.records.bodies.queries.address_plan import addresses_known, addresses_seen


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An e-mail address for information requests, with what its body had when a person looked."""

    line: int
    body: Body
    address: str
    source: str
    checked_on: date
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """The lines that were saved, and those held back because their body changed meanwhile."""

    saved: tuple[int, ...]
    held: tuple[int, ...]


def add_addresses(*, addresses: Sequence[NewAddress], today: date, by: Person, now: datetime) -> Added:
    """Save each address whose body still has the addresses that were seen. `today` is a UK date."""
    saved: list[int] = []
    with transaction.atomic():
        bodies = Body.objects.select_for_update().filter(pk__in={one.body.pk for one in addresses}).order_by("pk")
        known = addresses_known({body.pk for body in bodies})
        for one in addresses:
            if addresses_seen(known.get(one.body.pk, [])) == one.seen and _added(one, today, by, now):
                saved.append(one.line)
    return Added(tuple(saved), tuple(one.line for one in addresses if one.line not in saved))


def _added(one: NewAddress, today: date, by: Person, now: datetime) -> bool:
    try:
        add_contact(
            body=one.body,
            purpose=Purpose.INFORMATION_REQUEST,
            form=ContactForm.EMAIL,
            address=one.address,
            source=one.source,
            checked_on=one.checked_on,
            today=today,
            by=by,
            now=now,
        )
    except (AddressKnown, CheckedInFuture):
        return False
    return True
