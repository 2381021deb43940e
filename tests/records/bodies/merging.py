"""Merges two entries as an administrator does who chooses the kept entry's facts wherever the two differ."""

from datetime import UTC, datetime

from dueregard.records.bodies.actions.merge_bodies import merge_bodies
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.merge_page import facts_of, fingerprint
from dueregard.rules.register.merging import Side, differences
from tests.people import Cast

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def merged(kept: Body, other: Body, cast: Cast, **chosen: Side) -> Body:
    """Merge `other` into `kept` and return it as it is stored."""
    kept, other = (Body.objects.get(pk=one.pk) for one in (kept, other))
    asked = {one.key: Side.KEPT for one in differences(facts_of(kept), facts_of(other))}
    seen = fingerprint(kept, other)
    merge_bodies(kept=kept, other=other, chosen=asked | chosen, seen=seen, by=cast.dana, now=NOW)
    return Body.objects.get(pk=kept.pk)
