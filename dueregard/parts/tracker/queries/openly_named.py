"""Which bodies published demands and decisions name, for the register: of those everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from dueregard.parts.tracker.access import public_decisions, public_demands


def bodies(wanted: Collection[UUID]) -> set[UUID]:
    """Return those of these bodies that a demand or decision names. Two queries."""
    demands = public_demands().filter(body__in=wanted).order_by().values_list("body_id", flat=True)
    decisions = public_decisions().filter(body__in=wanted).order_by().values_list("body_id", flat=True)
    return {*demands, *decisions}
