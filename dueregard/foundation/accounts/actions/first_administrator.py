"""Gives out the link that makes somebody administrator of a site which has none.

Who uses it, and how, is `accept_invitation`; `./run` prints the link at every start until somebody has.
"""

from datetime import datetime, timedelta

from django.db import transaction

from dueregard.foundation.accounts.actions.invite import invite, link_for
from dueregard.foundation.accounts.models import Invitation
from dueregard.foundation.accounts.queries import administrator_exists

HOURS_OPEN = timedelta(hours=48)


def first_administrator_link(now: datetime) -> str | None:
    """Return a new link for the first administrator; links printed before it close. None when there is one."""
    return None if administrator_exists() else administrator_link(now)


def administrator_link(now: datetime) -> str:
    """Return a link that makes somebody administrator, open for 48 hours. Older ones of the site itself close."""
    with transaction.atomic():
        given_before = Invitation.objects.filter(makes_administrator=True, created_by=None, used_at=None)
        given_before.filter(expires_at__gt=now).update(expires_at=now)
        _, secret = invite(by=None, now=now, makes_administrator=True, lasts=HOURS_OPEN)
    return link_for(secret)
