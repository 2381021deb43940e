"""The next body to ask: the nearest one of which nobody has asked anything openly."""

import math
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from dueregard.records.areas.models import Area, Tier
from dueregard.records.areas.queries.asked import asked_bodies
from dueregard.records.areas.queries.rolled import KnownAreas, known_areas
from dueregard.records.bodies.models import Body
from dueregard.records.bodies.models.body import BodyQuerySet
from dueregard.rules.areas.known import Asked

NEARBY = 6  # areas that are looked through before giving up


def next_unknown(area: Area, *, today: date, kind: str = "", known: KnownAreas | None = None) -> Body | None:
    """Return a body under the duty that was never asked: of this area, or of the nearest that has one.

    At most five queries, one more for each further part that says who was asked.
    """
    known = known or known_areas()
    ranks = ranked_codes(area, known, today)
    return first_unasked(ranks, asked_bodies(today, ranks), today=today, kind=kind)


def ranked_codes(area: Area, known: KnownAreas, today: date) -> dict[str, int]:
    """Return the codes of an area, of its districts and of those nearby; the lower the number, the nearer."""
    ranks = _ranks(area, known, today)
    places = known.roll.by_area(today).items()
    return {code: ranks[placed.area] for code, placed in places if placed.exists and placed.area in ranks}


def ranked_areas(area: Area, known: KnownAreas, today: date) -> dict[int, int]:
    """Return how far areas are: 0 for this one, its districts and county, then by distance; those that ended, too."""
    here = {area.pk, area.parent_id, *(one.pk for one in known.on(today) if one.parent_id == area.pk)}
    ranks = {key: 0 if key in here else rank for key, rank in _ranks(area, known, today).items()} | {
        key: 0 for key in here if key is not None
    }
    ends = {key: known.roll.forward(key, today).area for key in known.areas}
    return {key: ranks[end] for key, end in ends.items() if end in ranks}


def _ranks(area: Area, known: KnownAreas, today: date) -> dict[int, int]:
    districts = [one.pk for one in known.on(today) if one.parent_id == area.pk]
    near = [one.pk for one in nearest_areas(area, known.on(today), NEARBY)]
    return {key: rank for rank, key in reversed(list(enumerate([area.pk, *districts, *near])))}


def first_unasked(
    ranks: Mapping[str, int],
    asked: Collection[UUID],
    *,
    today: date,
    kind: str = "",
    question: Asked | None = None,
    among: BodyQuerySet | None = None,
) -> Body | None:
    """Return the body with the nearest code that is under the duty and not among those asked. One query.

    With a question, one for which it makes sense; `asked` are then those of which its answer is known. `among` are the
    bodies that its reader may see; None: those of which everybody may read.
    """
    whens = [When(area_code=code, then=Value(rank)) for code, rank in ranks.items()]
    if not whens:
        return None
    shown = Body.objects.told_by(today) if among is None else among
    bodies = shown.there_on(today).filter(area_code__in=ranks).exclude(pk__in=asked).exclude(prevent_duty="no")
    if question is not None and question.kinds:
        bodies = bodies.filter(kind__in=question.kinds)
    if question is not None and question.nations:
        bodies = bodies.filter(nation__in=question.nations)
    ranked = bodies.annotate(rank=Case(*whens, output_field=IntegerField()))
    return (ranked.filter(kind=kind) if kind else ranked).order_by("rank", "kind", "name", "slug").first()


def nearest_areas(area: Area, areas: Iterable[Area], number: int) -> list[Area]:
    """Return those of the areas whose middles are nearest to this one's, the nearest first; no counties."""
    if area.latitude is None or area.longitude is None:
        return []
    narrow = math.cos(math.radians(area.latitude))
    here = (area.longitude * narrow, area.latitude)
    by_distance = sorted(
        (math.dist(here, (one.longitude * narrow, one.latitude)), one.slug, one)
        for one in areas
        if one.latitude is not None and one.longitude is not None and one.pk != area.pk and one.tier != Tier.UPPER
    )
    return [one for _, _, one in by_distance[:number]]
