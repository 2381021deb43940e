"""Offers a place in a group by a one-time link, which is shown once.

What happens when somebody opens the link is `take_place`.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.actions.invite import invite
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.groups.models import Group, PlaceOffered, Role


def offer_place(*, group: Group, role: Role, by: Person, now: datetime) -> tuple[PlaceOffered, str]:
    """Make a link, open for seven days, to a place in the group. Returns the offer and the link's secret."""
    with transaction.atomic():
        invitation, secret = invite(by=by, now=now)
        place = PlaceOffered.objects.create(invitation=invitation, group=group, role=role)
        record_act(by=by, did="offer_place", on=group, at=now, details={"role": role, "invitation": str(invitation.pk)})
    return place, secret
