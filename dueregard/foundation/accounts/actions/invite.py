"""Makes a one-time link into the site; the secret leaves here once and is never stored.

Which group a link leads to is records/groups; using it is `accept_invitation`.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.models import Invitation, Person, digest_of
from dueregard.foundation.audit.actions import record_act

DAYS_OPEN = timedelta(days=7)


def link_for(secret: str) -> str:
    """Return the whole address of a one-time link, as it is given to a person."""
    return f"{settings.PUBLIC_URL}{reverse('join', args=[secret])}"


def invite(
    *,
    by: Person | None,
    now: datetime,
    makes_administrator: bool = False,
    lets_back_in: Person | None = None,
    lasts: timedelta = DAYS_OPEN,
) -> tuple[Invitation, str]:
    """Make an invitation and return it with its secret. `by` is None when the site itself invites.

    With `lets_back_in` the link gives that person a new password and clears their keys; without, it makes a new person.
    """
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            digest=digest_of(secret),
            makes_administrator=makes_administrator,
            lets_back_in=lets_back_in,
            created_at=now,
            created_by=by,
            expires_at=now + lasts,
        )
        record_act(by=by, did="invite", on=invitation, at=now)
    return invitation, secret


def withdraw_invitation(*, invitation: Invitation, by: Person | None, now: datetime) -> Invitation:
    """Close a link that nobody has used. Closing it twice changes nothing but the audit."""
    with transaction.atomic():
        invitation.expires_at = min(invitation.expires_at, now)
        invitation.save(update_fields=["expires_at"])
        record_act(by=by, did="withdraw_invitation", on=invitation, at=now)
    return invitation
