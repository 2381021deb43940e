"""Which bodies published findings name, for the register: of those everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from dueregard.records.findings.access import shown_findings


def bodies(wanted: Collection[UUID]) -> set[UUID]:
    """Return those of these bodies that a finding names. One query."""
    return set(shown_findings().filter(body__in=wanted).order_by().values_list("body_id", flat=True))
