"""The page of one school's closed days: its own, and those of its council's area."""

from dataclasses import dataclass

from dueregard.records.bodies.models import Body
from dueregard.records.calendars.models import SchoolClosure


@dataclass(frozen=True, slots=True)
class ClosuresPage:
    """What is known about a school's closed days; the area's apply only while it has none of its own."""

    body: Body
    own: tuple[SchoolClosure, ...]
    of_the_area: tuple[SchoolClosure, ...]


def closures_page(body: Body) -> ClosuresPage:
    """Return the current closures of a school and of its area."""
    standing = SchoolClosure.objects.standing().touching(body)
    own = tuple(closure for closure in standing if closure.body_id == body.pk)
    return ClosuresPage(body, own, tuple(closure for closure in standing if closure.body_id is None))
