"""Which bodies published cases name, for the register: of those everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from dueregard.parts.foi.access import public_cases


def bodies(wanted: Collection[UUID]) -> set[UUID]:
    """Return those of these bodies that a published case names. One query."""
    return set(public_cases().filter(body__in=wanted).order_by().values_list("body_id", flat=True))
