"""The guide at the beginning of the thread of a body: its first sections, the same for every body."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dueregard.parts.guide.queries.sections import current_sections
from dueregard.records.bodies.models import Body
from dueregard.rules.wiring.thread import MOST, Station, Strand


def strands(body: Body, today: date) -> Iterator[Strand]:
    """Yield the first sections. One query."""
    for one in current_sections()[:MOST]:
        yield Strand(Station.GUIDE, one.title, one.get_absolute_url(), one.meta["summary"])
