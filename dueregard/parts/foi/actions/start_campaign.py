"""Starting a campaign and changing its letter before it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.foundation.search.actions.mark_changed import mark_changed
from dueregard.parts.foi.models import Campaign
from dueregard.records.groups.models import Group
from dueregard.rules.casework.events import Phase
from dueregard.rules.text.joining import Seen, Shape

SHAPE = Shape(
    {
        "title": "what it is about",
        "subject": "subject line",
        "questions": "questions",
        "is_environmental": "whether it is about the environment",
    },
    by_paragraph=frozenset({"questions"}),
)


SENT = "This letter has been sent. Start a new campaign to ask something else."


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


def stored_letter(campaign: Campaign) -> dict[str, str | bool]:
    """Return what a person may change before the letter is sent."""
    return {name: getattr(campaign, name) for name in SHAPE.words}


def change_letter(*, campaign: Campaign, wanted: Mapping[str, Any], seen: Seen, by: Person, now: datetime) -> Campaign:
    """Change what the campaign asks, joined with what others changed since `seen`.

    Raises: ChangedMeanwhile, AlreadySent
    """
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
        if not may_change_letter(campaign):
            raise AlreadySent(SENT)
        edit = join_edit(stored=stored_letter(campaign), wanted=wanted, seen=seen, shape=SHAPE)
        for name in edit.changed:
            setattr(campaign, name, edit.values[name])
        campaign.save(update_fields=edit.changed)
        mark_changed(kind="case", keys=map(str, campaign.cases.values_list("pk", flat=True)))
        path = reverse("foi:letter", args=[campaign.pk])
        record_edit(edit=edit, did="change_letter", on=campaign, called=campaign.title, path=path, by=by, at=now)
    return campaign


def may_change_letter(campaign: Campaign) -> bool:
    """Tell whether the letter has gone to nobody and waits for nobody."""
    return not campaign.cases.exclude(phase=Phase.PREPARING).exists() and not _is_queued(campaign)


def _is_queued(campaign: Campaign) -> bool:
    return campaign.cases.filter(correspondence__outgoing__isnull=False, correspondence__settled_at=None).exists()
