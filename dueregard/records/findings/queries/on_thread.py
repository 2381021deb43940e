"""Claims on the thread of a body: what everyone may follow to its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dueregard.records.bodies.models import Body
from dueregard.records.findings.access import shown_findings
from dueregard.rules.wiring.thread import MOST, Station, Strand


def strands(body: Body, today: date) -> Iterator[Strand]:
    """Yield the newest claims. One query."""
    for one in shown_findings().filter(body=body).select_related("question").order_by("-found_at", "pk")[:MOST]:
        yield Strand(Station.FINDING, f"{one.question.text} {one.value}", one.get_absolute_url())
