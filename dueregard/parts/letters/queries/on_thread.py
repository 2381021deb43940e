"""The models of motions and letters on the thread of a body: those meant for such a body."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from dueregard.parts.letters.queries.models import models_for
from dueregard.records.bodies.models import Body
from dueregard.rules.wiring.thread import MOST, Station, Strand


def strands(body: Body, today: date) -> Iterator[Strand]:
    """Yield models meant for it. One query."""
    for one in models_for(body.kind, body.nation)[:MOST]:
        href = f"{reverse('letters:write', args=[one.slug])}?body={body.pk}"
        yield Strand(Station.TEMPLATE, one.title, href, one.summary)
