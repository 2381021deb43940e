"""Starting a campaign and changing its letter before it is sent."""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.models import Campaign
from dueregard.records.groups.models import Group
from dueregard.rules.casework.events import Phase


class AlreadySent(Exception):
    """The letter has been sent to someone, so the campaign's text can no longer change."""


def start_campaign(
    *,
    group: Group,
    title: str,
    subject: str,
    questions: str,
    is_environmental: bool,
    template: str,
    by: Person,
    now: datetime,
) -> Campaign:
    """Start a campaign for a group. `template` is the pack's text it started from, or empty."""
    with transaction.atomic():
        campaign = Campaign.objects.create(
            group=group,
            title=title,
            subject=subject,
            questions=questions,
            is_environmental=is_environmental,
            template=template,
            created_at=now,
            created_by=by,
        )
        record_act(by=by, did="start_campaign", on=campaign, at=now)
    return campaign


def change_letter(
    *, campaign: Campaign, title: str, subject: str, questions: str, is_environmental: bool, by: Person, now: datetime
) -> Campaign:
    """Change what the campaign asks. Raises: AlreadySent"""
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if campaign.cases.exclude(phase=Phase.PREPARING).exists() or _is_queued(campaign):
            raise AlreadySent("This letter has been sent. Start a new campaign to ask something else.")
        campaign.title, campaign.subject, campaign.questions = title, subject, questions
        campaign.is_environmental = is_environmental
        campaign.save(update_fields=["title", "subject", "questions", "is_environmental"])
        mark_changed(kind="case", keys=map(str, campaign.cases.values_list("pk", flat=True)))
        record_act(by=by, did="change_letter", on=campaign, at=now)
    return campaign


def _is_queued(campaign: Campaign) -> bool:
    return campaign.cases.filter(correspondence__outgoing__isnull=False, correspondence__settled_at=None).exists()
