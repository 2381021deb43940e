"""Demands on the thread of a body, what came of them, and what worked at bodies like it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from dueregard.parts.tracker.access import public_demands
from dueregard.records.bodies.models import Body
from dueregard.rules.wiring.thread import MOST, Station, Strand


def strands(body: Body, today: date) -> Iterator[Strand]:
    """Yield the newest demands, those of them with an outcome, and where to look on. One query."""
    for one in public_demands().filter(body=body).order_by("-shown_last_on", "pk")[:MOST]:
        yield Strand(Station.DEMAND, one.title, one.public_path(), one.asked_by)
        if one.shown_outcome:
            yield Strand(Station.OUTCOME, one.get_shown_outcome_display(), one.public_path(), one.title)
    like = urlencode({"kind": body.kind, "nation": body.nation})
    yield Strand(Station.ELSEWHERE, "What worked at bodies like this one", f"{reverse('tracker:worked')}?{like}")
