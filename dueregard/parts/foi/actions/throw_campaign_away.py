"""Throwing away a campaign of which nothing was ever sent, with the bodies chosen for it."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.actions.start_campaign import AlreadySent
from dueregard.parts.foi.models import Campaign, Case
from dueregard.parts.foi.queries.drafts import SENT, may_be_thrown_away


def throw_campaign_away(*, campaign: Campaign, by: Person, now: datetime) -> None:
    """Remove a draft and what hangs on it; the activity log keeps its title and its questions. Raises: AlreadySent"""
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
        cases = list(Case.objects.select_for_update().filter(campaign=campaign).order_by("pk"))
        if not may_be_thrown_away(campaign):
            raise AlreadySent(SENT)
        kept = {"title": campaign.title, "questions": campaign.questions, "bodies": len(cases)}
        record_act(by=by, did="throw_away", on=campaign, at=now, details=kept)
        mark_changed(kind="case", keys=[str(case.pk) for case in cases])
        campaign.delete()
