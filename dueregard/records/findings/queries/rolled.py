"""Which bodies ended and were followed by others, so that what was known of them goes forward and says so."""

from dueregard.records.bodies.models import Succession
from dueregard.rules.findings.predecessors import Took


def all_steps() -> list[Took]:
    """Return every step of the register. One query."""
    rows = Succession.objects.order_by().values_list("from_body_id", "to_body_id", "on")
    return [Took(str(before), str(after), on) for before, after, on in rows]
