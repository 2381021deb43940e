"""Which bodies were asked openly: the published requests, for the map of areas. Nothing else counts.

How a body stands is decided in `rules/casework/states`; which area it lies in, in `records/areas`.
"""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q

from dueregard.parts.foi.access import public_cases
from dueregard.records.areas.queries.asked import AskedBody
from dueregard.rules.areas.standing import standing_of
from dueregard.rules.casework.events import Outcome, Phase, Turn
from dueregard.rules.casework.states import state_of


def asked_openly(today: date, codes: Collection[str] | None) -> Iterator[AskedBody]:
    """Yield the published requests to bodies that exist on a day, with these area codes or all. One query."""
    begun = Q(body__opened_on__isnull=True) | Q(body__opened_on__lte=today)
    goes_on = Q(body__closed_on__isnull=True) | Q(body__closed_on__gt=today)
    cases = public_cases().exclude(phase=Phase.PREPARING).filter(begun, goes_on)
    if codes is not None:
        cases = cases.filter(body__area_code__in=codes)
    columns = ("pk", "body_id", "body__area_code", "body__kind", "phase", "turn", "outcome", "due_on", "last_at")
    about = ("campaign_id", "campaign__template")
    rows = cases.order_by().values_list(*columns, *about)
    for pk, body, code, kind, phase, turn, outcome, due_on, last_at, campaign, template in rows:
        state = state_of(
            phase=Phase(phase),
            turn=Turn(turn),
            outcome=Outcome(outcome) if outcome else None,
            is_past=due_on is not None and due_on < today,
        )
        asks = (f"campaign:{campaign}", *([template] if template else []))
        yield AskedBody(body, code, kind, standing_of(state), last_at, "foi:public_case", pk, asks)
