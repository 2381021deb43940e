"""Makes a code for a sheet of paper that lets several people into a group, and takes it back.

The code leaves here once; only its digest is stored. Using it is `take_paper_place`.
"""

import base64
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Person, digest_of
from dueregard.foundation.audit.actions import record_act
from dueregard.records.groups.models import Group, PaperInvitation

MOST_USES = 100
LONGEST = timedelta(days=60)
CODE_BYTES = 15  # 120 random bits, as 24 letters and digits that are easy to type


class NotSoLong(ValueError):
    """Nobody can be invited until this day; the message says why."""


def paper_link(code: str) -> str:
    """Return the whole address that stands on the paper."""
    return f"{settings.PUBLIC_URL}{reverse('join_by_paper', args=[code])}"


def invite_on_paper(
    *, group: Group, uses: int, last_on: date, today: date, by: Person, now: datetime
) -> tuple[PaperInvitation, str]:
    """Make an invitation for so many people until the end of a UK calendar date. Returns it and its code.

    Raises: NotSoLong
    """
    if not today <= last_on <= today + LONGEST:
        raise NotSoLong(f"Choose a day from today to {today + LONGEST:%-d %B %Y}.")
    code = base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()
    with transaction.atomic():
        paper = PaperInvitation.objects.create(
            group=group, digest=digest_of(code), uses=uses, last_on=last_on, made_by=by, made_at=now
        )
        details = {"uses": uses, "last_on": last_on.isoformat(), "paper": str(paper.pk)}
        record_act(by=by, did="invite_on_paper", on=group, at=now, details=details)
    return paper, code


def withdraw_paper(*, paper: PaperInvitation, by: Person, now: datetime) -> PaperInvitation:
    """Close it for whoever has not used it yet. Twice changes nothing."""
    with transaction.atomic():
        paper = PaperInvitation.objects.select_for_update().get(pk=paper.pk)
        if paper.withdrawn_at is None:
            paper.withdrawn_at = now
            paper.save(update_fields=["withdrawn_at"])
            record_act(by=by, did="withdraw_paper", on=paper, at=now)
    return paper


def withdraw_papers_of(*, person: Person, now: datetime, group: Group | None = None) -> None:
    """Close what somebody gave out who no longer invites anybody into the group; without one, into any.

    Their caller writes the audit.
    """
    papers = PaperInvitation.objects.filter(made_by=person, withdrawn_at=None)
    (papers.filter(group=group) if group else papers).update(withdrawn_at=now)
