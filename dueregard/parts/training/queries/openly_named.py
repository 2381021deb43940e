"""Which bodies published records of training name, for the register: of those everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from dueregard.parts.training.access import public_sessions


def bodies(wanted: Collection[UUID]) -> set[UUID]:
    """Return those of these bodies that a record names. One query."""
    found = public_sessions().filter(body__in=wanted).order_by().values_list("body_id", flat=True)
    return set(found)
