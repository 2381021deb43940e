"""Bodies to choose for a campaign: all universities in a region, say, and which of them have an address.

The part that sends decides what is sent to which of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from dueregard.records.bodies.models import Body, Contact, ContactForm, Purpose
from dueregard.records.bodies.queries.law import BodyLaw, law_of


@dataclass(frozen=True, slots=True)
class PickerBody:
    """A body in a list to choose from."""

    id: UUID
    slug: str
    name: str
    kind: str
    nation: str
    region: str
    town: str
    law: BodyLaw
    can_be_written_to: bool  # a working e-mail address for information requests is known


def bodies_for_picker(
    *,
    kind: str = "",
    nation: str = "",
    region: str = "",
    ids: Iterable[UUID] | None = None,
    on: date | None = None,
    limit: int = 2000,
) -> list[PickerBody]:
    """Return bodies in the order of their names; with `on`, without those closed by that UK date. Two queries."""
    bodies = Body.objects.all()
    for column, value in (("kind", kind), ("nation", nation), ("region", region)):
        if value:
            bodies = bodies.filter(**{column: value})
    if ids is not None:
        bodies = bodies.filter(pk__in=list(ids))
    if on is not None:
        bodies = bodies.open_on(on)
    reachable = set(working_addresses().filter(body__in=bodies).order_by().values_list("body_id", flat=True))
    return [
        PickerBody(
            body.pk,
            body.slug,
            body.name,
            body.kind,
            body.nation,
            body.region,
            body.town,
            law_of(body),
            body.pk in reachable,
        )
        for body in bodies.order_by("name", "slug")[:limit]
    ]


def working_addresses() -> QuerySet[Contact]:
    """Return the e-mail addresses for information requests that are not known to fail, and wait for no second look."""
    known = Contact.objects.usable().filter(purpose=Purpose.INFORMATION_REQUEST, form=ContactForm.EMAIL)
    return known.order_by("-checked_on", "-pk")


def request_address(body: Body) -> str:
    """Return the most recently checked address for information requests; empty when none is known."""
    return working_addresses().filter(body=body).values_list("address", flat=True).first() or ""


def practice_address(body: Body) -> str:
    """Return the made-up address of a body in practice mode. It is not stored anywhere and reaches nobody."""
    return f"foi@{body.slug}.example"
