"""Which letters of a campaign have left, which wait, which nobody can be sure of, and which bodies were not asked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import FilteredRelation, Q

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.models import Campaign
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.rules.casework.events import Phase

State = OutgoingMessage.State
QUEUED = [State.WAITING, State.CLAIMED, State.HANDING_OVER]
LEFT, UNSURE, REFUSED = "Sent", "Not certain: check these in the outbox", "Refused by the mail server"
WAITING, NOT_YET = "Waiting to be sent", "Not in the outbox"
_SAYS = {
    State.SENT: LEFT,
    **dict.fromkeys(QUEUED, WAITING),
    State.UNSURE: UNSURE,
    State.FAILED: REFUSED,
}


@dataclass(frozen=True, slots=True)
class Half:
    """How a part of a campaign's letters stands, and whose they are, by name."""

    says: str
    bodies: tuple[str, ...]


def sent_so_far(campaign: Campaign) -> tuple[tuple[Half, ...], list[datetime]]:
    """Return the parts of a campaign that is neither unsent nor sent whole, and when each waiting letter leaves.

    Where all letters are in one state there are no parts. One query.
    """
    is_request = Q(correspondence__direction=Direction.OUT, correspondence__step=Step.REQUEST)
    rows = (
        campaign.cases.annotate(letter=FilteredRelation("correspondence", condition=is_request))
        .order_by("body__name", "letter__created_at")
        .values_list("pk", "body__name", "phase", "letter__outgoing__state", "letter__outgoing__not_before")
    )
    newest: dict[object, tuple[str, str, datetime | None]] = {}
    for pk, body, phase, state, leaves in rows:
        if state in _SAYS:
            newest[pk] = (body, _SAYS[State(state)], leaves)
        elif phase == Phase.PREPARING:
            newest.setdefault(pk, (body, NOT_YET, None))
    standing = list(newest.values())
    leaving = [leaves for _, says, leaves in standing if says == WAITING and leaves]
    if all(says == NOT_YET for _, says, _ in standing):
        return (), leaving
    parts = (
        Half(says, tuple(body for body, stands, _ in standing if stands == says))
        for says in (LEFT, WAITING, UNSURE, REFUSED, NOT_YET)
    )
    found = tuple(part for part in parts if part.bodies)
    return (found if len(found) > 1 else ()), leaving
