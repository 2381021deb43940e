"""What somebody about to write should know of addresses: changed since their group last wrote, or never seen.

The register is shared by all groups. Who enters an address, and who looked at it, `actions/look_at_address` writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate

from dueregard.records.bodies.models import AddressLook, Body, Contact, ContactForm
from dueregard.records.groups.models import Group


@dataclass(frozen=True, slots=True)
class AddressDoubt:
    """An address that a letter would go to. `was` is where the group last wrote, empty if it never looked at one."""

    body: str
    href: str
    address: str
    was: str
    by: str
    on: date

    @property
    def is_change(self) -> bool:
        """Whether the group knew another address of this body."""
        return bool(self.was)


def address_doubts(*, group: Group, wanted: Mapping[UUID, str]) -> tuple[AddressDoubt, ...]:
    """Return the doubts about where letters of a group would go, changes first. `wanted`: address by body. One query.

    An address that somebody typed for this letter alone is in nobody's register, and in no doubt.
    """
    looks = AddressLook.objects.filter(group=group, contact__body=OuterRef("body"))
    contacts: QuerySet[Any] = Contact.objects.filter(
        ~Exists(looks.filter(address=OuterRef("address"))), body__in=list(wanted), form=ContactForm.EMAIL
    ).annotate(group_knew=Subquery(looks.order_by("-at", "-pk").values("address")[:1]))
    found: dict[UUID, AddressDoubt] = {}
    for contact in contacts.select_related("body", "given_by").order_by("checked_on", "pk"):
        if contact.address == wanted[contact.body_id]:
            found[contact.body_id] = _doubt(contact, contact.group_knew or "")
    return tuple(sorted(found.values(), key=lambda one: (not one.is_change, one.body)))


def waiting_addresses(bodies: Iterable[Body]) -> tuple[AddressDoubt, ...]:
    """Return the addresses of these bodies to which nothing goes until a second person looked. One query."""
    waiting = Contact.objects.filter(body__in=list(bodies), waits_for_look=True, is_working=True)
    rows = waiting.select_related("body", "given_by").order_by("body__name", "pk")
    return tuple(_doubt(contact, contact.was) for contact in rows)


def _doubt(contact: Contact, was: str) -> AddressDoubt:
    return AddressDoubt(
        body=contact.body.name,
        href=contact.body.get_absolute_url(),
        address=contact.address,
        was=was,
        by=contact.given_by.name if contact.given_by else "",
        on=localdate(contact.changed_at or contact.added_at),
    )
