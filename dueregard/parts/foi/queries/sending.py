"""Progress in sending a campaign's letters: waiting, being sent, sent, and those to check."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.mail.models import OutgoingMessage
from dueregard.foundation.mail.queries import shown_or_none
from dueregard.foundation.work.models import LongAct
from dueregard.foundation.work.queries import under_way
from dueregard.parts.foi.actions.start_campaign import stored_letter
from dueregard.parts.foi.models import Campaign, Correspondence
from dueregard.parts.foi.models.correspondence import Direction, Step
from dueregard.parts.foi.queries.addresses import addresses_for
from dueregard.records.groups.access import is_caseworker


@dataclass(frozen=True, slots=True)
class SendingPage:
    """A campaign's letters as they are sent."""

    campaign: Campaign
    total: int
    sent: int
    waiting: int
    unsure: int
    failed: int
    leaves_at: datetime | None
    can_undo: bool
    is_done: bool
    may_work: bool
    under_way: list[LongAct]  # letters that are still being put into the outbox


def about_campaign(campaign: Campaign) -> str:
    """Return what an act on many of its cases is about."""
    return f"campaign {campaign.pk}"


def stored_sending(campaign: Campaign) -> dict[str, str | bool]:
    """Return what somebody checks before sending: the letter, which bodies get it, and at which addresses."""
    cases = list(campaign.cases.not_asked().select_related("body"))
    addresses = addresses_for(cases)
    bodies = ",".join(sorted(f"{case.body_id} {addresses[case.pk]}" for case in cases))
    return {**stored_letter(campaign), "bodies": hashlib.sha256(bodies.encode()).hexdigest()}


def sending_page(campaign: Campaign, person: Person, now: datetime) -> SendingPage:
    """Return the counts of a campaign's letters. Four queries."""
    going = under_way(about_campaign(campaign))
    state = OutgoingMessage.State
    letters = Correspondence.objects.filter(
        case__campaign=campaign, direction=Direction.OUT, step=Step.REQUEST, outgoing__isnull=False
    ).exclude(outgoing__state=state.UNDONE)
    counts = dict(letters.order_by().values_list("outgoing__state").annotate(Count("pk")))
    first = shown_or_none(letters.filter(outgoing__state=state.WAITING).aggregate(at=Min("outgoing__not_before"))["at"])
    settled = letters.filter(settled_at__isnull=False).count()
    total = sum(counts.values())
    unsure, failed = counts.get(state.UNSURE, 0), counts.get(state.FAILED, 0)
    return SendingPage(
        campaign=campaign,
        total=total,
        sent=settled,
        waiting=counts.get(state.WAITING, 0),
        unsure=unsure,
        failed=failed,
        leaves_at=first if first and first > now else None,
        can_undo=counts.get(state.WAITING, 0) > 0,
        is_done=settled + unsure >= total and not going,
        may_work=is_caseworker(person, campaign.group),
        under_way=going,
    )
