"""Puts together what each app has about a body at the stations of the thread (`thread` in its ADDS)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from dueregard.records.bodies.models import Body
from dueregard.rules.wiring.thread import Knot, Station, Strand, knots


def thread_of(body: Body, today: date) -> tuple[Knot, ...]:
    """Return the stations with what everyone may read at each. A fixed number of queries."""
    return knots(_strands(body, today))


def _strands(body: Body, today: date) -> Iterator[Strand]:
    yield Strand(Station.BODY, body.name, body.get_absolute_url())
    for path in settings.THREAD:
        yield from import_string(path)(body, today)
