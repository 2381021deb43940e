"""What moves with the cases of a body when two entries of it are merged, and which cases stand against it."""

from collections.abc import Iterator

from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.parts.foi.access import public_cases
from dueregard.parts.foi.models import Case, Correspondence
from dueregard.records.bodies.models import Body
from dueregard.rules.casework.events import Phase
from dueregard.rules.register.merging import Refusal

_LEAVING = [
    OutgoingMessage.State.WAITING,
    OutgoingMessage.State.CLAIMED,
    OutgoingMessage.State.HANDING_OVER,
    OutgoingMessage.State.UNSURE,
]


def counted(body: Body) -> list[tuple[str, int]]:
    """Return how many letters, and how many published pages, move with the cases of a body. Three queries."""
    letters = Correspondence.objects.filter(case__body=body)
    return [
        ("Letters and replies", letters.count()),
        ("Letters on their way out, which leave as they are", letters.filter(outgoing__state__in=_LEAVING).count()),
        ("Published pages of cases", public_cases().filter(body=body).count()),
    ]


def refused(kept: Body, other: Body) -> Iterator[Refusal]:
    """Yield a refusal for each campaign that asks both: it has one case for each body."""
    theirs = Case.objects.filter(body=other, campaign__cases__body=kept).select_related("campaign__group")
    ours = {case.campaign_id: case for case in Case.objects.filter(body=kept, campaign__in=theirs.values("campaign"))}
    for case in theirs.order_by("campaign__created_at", "pk"):
        campaign, same = case.campaign, ours[case.campaign_id]
        both = f"The campaign “{campaign.title}” of {campaign.group.name} has a case with each of the two entries"
        unsent = next((one for one in (case, same) if one.phase == Phase.PREPARING), None)
        if unsent is None:
            yield Refusal(
                f"{both}, and both requests were sent. Two requests that were sent cannot become one case, so these "
                f"entries stay apart. If {other.name} only needs to answer one of them, close the other case.",
                case.get_absolute_url(),
                f"Open the case with {other.name}",
            )
        else:
            body = other if unsent is case else kept
            yield Refusal(
                f"{both}. The request to {body.name} has not been sent: remove it from the campaign, then merge.",
                campaign.get_absolute_url(),
                f"Open the campaign “{campaign.title}”",
            )
