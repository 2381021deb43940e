"""That a body has closed, and who took over from it: for whoever is about to write to it, or waits for its answer."""

from dataclasses import dataclass
from datetime import date

from dueregard.records.bodies.models import Body


@dataclass(frozen=True, slots=True)
class Closing:
    """A body that no longer exists. `on` is the UK calendar date on which it closed."""

    body: Body
    on: date
    successors: tuple[Body, ...]

    @property
    def words(self) -> str:
        """Return it in one or two sentences."""
        said = f"{self.body.name} closed on {self.on.day} {self.on:%B %Y}."
        if not self.successors:
            return f"{said} We do not know who took over its work."
        return f"{said} {_listed([body.name for body in self.successors])} took over from it."


def closing_of(body: Body, today: date) -> Closing | None:
    """Return how a body closed, or None while it is open. One query, for a closed body only."""
    if body.closed_on is None or body.is_open_on(today):
        return None
    steps = body.followed_by.select_related("to_body")
    return Closing(body, body.closed_on, tuple(step.to_body for step in steps))


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
