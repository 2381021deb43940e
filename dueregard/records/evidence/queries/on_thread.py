"""Public copies of documents on the thread of a body, each at its first page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from dueregard.records.bodies.models import Body
from dueregard.records.evidence.access import documents_for
from dueregard.rules.wiring.thread import MOST, Station, Strand


def strands(body: Body, today: date) -> Iterator[Strand]:
    """Yield the newest copies. One query."""
    for one in documents_for(None).filter(body=body).order_by("-public_since", "pk")[:MOST]:
        href = reverse("evidence:page", args=[one.pk, 1]) if one.pages_read else one.get_absolute_url()
        yield Strand(Station.PAGE, str(one), href, f"{one.pages_read} pages" if one.pages_read > 1 else "")
