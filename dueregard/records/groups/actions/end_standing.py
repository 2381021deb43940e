"""Closes an account, or ends somebody's administration of the site, with the invitations on paper that they gave out.

The one-time links that they gave out, foundation/accounts closes; of paper it knows nothing.
"""

from datetime import datetime

from django.db import transaction

from dueregard.foundation.accounts.actions import change_standing
from dueregard.foundation.accounts.models import Person
from dueregard.records.groups.actions.invite_on_paper import withdraw_papers_of


def close_account(*, person: Person, by: Person, now: datetime) -> Person:
    """Let the person in no more, nor anybody by a paper of theirs: they may have kept its code.

    Raises: LastAdministrator
    """
    with transaction.atomic():
        person = change_standing.close_account(person=person, by=by, now=now)
        withdraw_papers_of(person=person, now=now)
    return person


def end_administrator(*, person: Person, by: Person, now: datetime) -> Person:
    """Take the administration of the site from a person; their papers may lead into any group.

    Raises: LastAdministrator
    """
    with transaction.atomic():
        person = change_standing.end_administrator(person=person, by=by, now=now)
        withdraw_papers_of(person=person, now=now)
    return person
