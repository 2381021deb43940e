"""Which bodies one has taken over from, step by step, so that every app of a page of a body asks for them once."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from dueregard.records.bodies.models import Body, Succession

FARTHEST = 5  # bodies one after the other


def steps_before(body: Body, today: date) -> list[Succession]:
    """Return the steps that lead to a body by a day (UK calendar date), the nearest first, each with its `from_body`.

    One query, and one for each further step back; none when this object was asked before. A step without a date is
    taken to have happened.
    """
    found: list[Succession] = []
    seen: set[UUID] = {body.pk}
    level = [body]
    for _ in range(FARTHEST):
        prefetch_related_objects(
            level, Prefetch("follows", Succession.objects.select_related("from_body").order_by("-on", "pk"))
        )
        steps = [step for one in level for step in one.follows.all() if step.on is None or step.on <= today]
        new = [step for step in steps if step.from_body_id not in seen]
        found += new
        level = list({step.from_body_id: step.from_body for step in new}.values())
        seen.update(one.pk for one in level)
        if not level:
            break
    return found
