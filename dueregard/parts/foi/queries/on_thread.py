"""Published cases on the thread of a body: what it was asked, and how it answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dueregard.parts.foi.access import public_cases
from dueregard.parts.foi.queries.public_masking import Masking
from dueregard.records.bodies.models import Body
from dueregard.rules.casework.events import Outcome
from dueregard.rules.wiring.thread import MOST, Station, Strand


def strands(body: Body, today: date) -> Iterator[Strand]:
    """Yield the newest cases, and those of them that were answered. Two queries."""
    cases = public_cases().filter(body=body).select_related("body", "campaign", "group").prefetch_related("looked_at")
    for one in cases.order_by("-published_at", "pk")[:MOST]:
        title = Masking(one).line(one.campaign.title)
        asked = f"Asked on {one.sent_on.day} {one.sent_on:%B %Y}" if one.sent_on else ""
        yield Strand(Station.ASKED, title, one.public_url(), asked)
        if one.outcome:
            yield Strand(Station.RESPONSE, Outcome(one.outcome).label, f"{one.public_url()}#answer", title)
