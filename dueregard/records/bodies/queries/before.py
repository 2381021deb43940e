"""Which bodies one has taken over from, step by step, so that every app of a page of a body asks for them once."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from dueregard.foundation.work.gateways.composed import Asked
from dueregard.records.bodies.models import Body, Succession

FARTHEST = 5  # bodies one after the other


def steps_before(body: Body, today: date) -> list[Succession]:
    """Return the steps that lead to a body by a day (UK calendar date), the nearest first, each with its `from_body`.

    One query, and one for each further step back; none when this object was asked before. A step without a date is
    taken to have happened.
    """
    asked: tuple[date, list[Succession]] | None = getattr(body, "asked_before", None)
    if asked is None or asked[0] != today:
        asked = (today, [] if follows_nothing(body) else _steps(body, today))
        body.asked_before = asked  # type: ignore[attr-defined]
    return asked[1]


def follows_nothing(body: Body) -> bool:
    """Tell whether it is known of this object that no step leads to it (`told_of` reads that in passing)."""
    return getattr(body, "has_nothing_before", False)


_FOLLOWS: Asked[Succession] = Asked(
    lambda bodies: (
        Succession.objects.filter(to_body__in=bodies)
        .select_related("from_body")
        .annotate(goes_on=Exists(Succession.objects.filter(to_body=OuterRef("from_body"))))
        .order_by("-on", "pk")
    )
)


def _steps(body: Body, today: date) -> list[Succession]:
    found: list[Succession] = []
    seen: set[UUID] = {body.pk}
    level = [body.pk]
    for _ in range(FARTHEST):
        steps = [step for step in _in_turn(level) if step.on is None or step.on <= today]
        new = [step for step in steps if step.from_body_id not in seen]
        found += new
        seen.update(step.from_body_id for step in new)
        level = list(dict.fromkeys(step.from_body_id for step in new if step.goes_on))  # type: ignore[attr-defined]
        if not level:
            break
    return found


def _in_turn(bodies: list[UUID]) -> Iterable[Succession]:
    """Yield the steps to each of these bodies, one body after the other."""
    steps = _FOLLOWS.all(tuple(bodies))
    return (step for body in bodies for step in steps if step.to_body_id == body)
