"""Which bodies public copies of documents name, for the register: of those everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from dueregard.records.evidence.access import documents_for


def bodies(wanted: Collection[UUID]) -> set[UUID]:
    """Return those of these bodies that a public copy names. One query."""
    found = documents_for(None).filter(body__in=wanted).order_by().values_list("body_id", flat=True)
    return set(found)
