"""Takes a person out of a group; what they did there stays under their name.

Closing an account altogether is foundation/accounts.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.models import Invitation, Person
from dueregard.foundation.audit.actions import record_act
from dueregard.records.groups.actions.invite_on_paper import withdraw_papers_of
from dueregard.records.groups.models import Membership


def remove_member(*, membership: Membership, by: Person, now: datetime) -> None:
    """Remove a member, and close the links into the group that they gave out."""
    with transaction.atomic():
        links = Invitation.objects.filter(place__group=membership.group, created_by=membership.person, used_at=None)
        links.filter(expires_at__gt=now).update(expires_at=now)
        withdraw_papers_of(group=membership.group, person=membership.person, now=now)
        details = {"person": str(membership.person_id), "role": membership.role}
        record_act(by=by, did="remove_member", on=membership.group, at=now, details=details)
        membership.delete()
