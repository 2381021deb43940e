"""Bodies that ended: what was demanded of them is shown with those that took over, and says so with the days.

Nothing is moved: a demand stays with the body of which it was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dueregard.records.bodies.models import Body
from dueregard.records.bodies.queries.before import steps_before


@dataclass(frozen=True, slots=True)
class Before:
    """A body that ended, and the day on which it did."""

    body: Body
    on: date

    @property
    def words(self) -> str:
        """Return it in words, beside what was demanded of it."""
        return f"of {self.body.name}, which closed on {self.on.day} {self.on:%B %Y}"


def bodies_before(body: Body, today: date) -> dict[UUID, Before]:
    """Return the closed bodies that this one took over from, by id. Queries: as `steps_before`."""
    found: dict[UUID, Before] = {}
    for step in steps_before(body, today):
        one = step.from_body
        if one.closed_on is not None and one.closed_on <= today and step.to_body_id in {body.pk, *found}:
            found[one.pk] = Before(one, one.closed_on)
    return found


def closing_words(body: Body, today: date) -> str:
    """Return that a body closed and who took over; empty while it is open. `followed_by` comes prefetched."""
    if body.closed_on is None or body.is_open_on(today):
        return ""
    names = [step.to_body.name for step in body.followed_by.all()]
    said = f"closed {body.closed_on.day} {body.closed_on:%B %Y}"
    return f"{said}; {' and '.join(names)} took over" if names else said
