"""How big a body is, where somebody wrote it down."""

from dueregard.parts.tracker.models import BodySize
from dueregard.records.bodies.models import Body


def size_of(body: Body) -> BodySize | None:
    """Return what is kept. One query."""
    return BodySize.objects.filter(body=body).first()
