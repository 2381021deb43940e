"""Which bodies signatories name, for the register: of those everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef

from dueregard.parts.pledge.access import shown
from dueregard.records.bodies.models import Body


def bodies(wanted: Collection[UUID]) -> set[UUID]:
    """Return those of these bodies that a signatory names. One query."""
    signed = shown().filter(name__iexact=OuterRef("name"))
    return set(Body.objects.filter(Exists(signed), pk__in=wanted).order_by().values_list("pk", flat=True))
