"""Which bodies shared texts name, for the register: of those everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from dueregard.parts.branch.access import texts_for


def bodies(wanted: Collection[UUID]) -> set[UUID]:
    """Return those of these bodies at which a shared text was voted on. One query."""
    found = texts_for(None).filter(body__in=wanted).order_by().values_list("body_id", flat=True)
    return set(found)
