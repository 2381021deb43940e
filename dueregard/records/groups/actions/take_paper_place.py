"""Brings whoever holds a paper invitation into the group, one use for each, also when two tabs race for the last.

Each use is an invitation of its own, used at once: so everything that is true of a one-time link is true here.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from dueregard.foundation.accounts.actions.invite import invite
from dueregard.foundation.accounts.models import Invitation, Person
from dueregard.records.groups.actions.take_place import join, join_as
from dueregard.records.groups.models import Membership, PaperInvitation, PlaceOffered, Role


class PaperRefused(Exception):
    """The invitation lets nobody in any more."""


class AlreadyIn(Exception):
    """They are a member already; nothing was used up."""


def join_by_paper(
    *, paper: PaperInvitation, username: str, name: str, password: str, today: date, now: datetime
) -> Person:
    """Make a new person and a volunteer of them. A refusal uses nothing up. Raises: PaperRefused, NameTaken"""
    with transaction.atomic():
        invitation = _one_use(paper, today, now)
        return join(invitation=invitation, username=username, name=name, password=password, now=now)


def join_by_paper_as(*, paper: PaperInvitation, by: Person, today: date, now: datetime) -> Person:
    """Make a volunteer of somebody who has an account. Raises: PaperRefused, AlreadyIn"""
    with transaction.atomic():
        invitation = _one_use(paper, today, now)
        if Membership.objects.filter(group=paper.group, person=by).exists():
            raise AlreadyIn
        return join_as(invitation=invitation, by=by, now=now)


def _one_use(paper: PaperInvitation, today: date, now: datetime) -> Invitation:
    """Lock the row, so that of two who use the last place at once only one comes in."""
    paper = PaperInvitation.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.closed_because(used=paper.places_taken.count(), today=today):
        raise PaperRefused
    invitation, _ = invite(by=None, now=now, lasts=timedelta(minutes=1))
    PlaceOffered.objects.create(invitation=invitation, group=paper.group, role=Role.VOLUNTEER, paper=paper)
    return invitation
