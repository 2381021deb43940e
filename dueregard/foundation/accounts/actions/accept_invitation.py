"""Uses a one-time link: somebody new comes, somebody here takes what it offers, or who lost their keys comes back.

What a link offers in a group is written by records/groups in the same transaction.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from dueregard.foundation.accounts.models import Invitation, Person
from dueregard.foundation.audit.actions import record_act


class InvitationRefused(Exception):
    """The link lets nobody in."""


class InvitationUsed(InvitationRefused):
    """Somebody has used the link already."""


class InvitationExpired(InvitationRefused):
    """The link was not used in time, or was withdrawn."""


class NameTaken(Exception):
    """Somebody signs in with this name already."""


def accept_invitation(*, invitation: Invitation, username: str, name: str, password: str, now: datetime) -> Person:
    """Make a new person out of an open invitation.

    Raises: InvitationUsed, InvitationExpired, NameTaken
    """
    with transaction.atomic():
        invitation = _claim(invitation, now)
        if Person.objects.filter(username__iexact=username).exists():
            raise NameTaken
        person = Person(username=username, name=name, is_administrator=invitation.makes_administrator, created_at=now)
        person.set_password(password)
        person.save()
        _mark_used(invitation, person, now)
        record_act(by=person, did="accept_invitation", on=invitation, at=now)
    return person


def accept_as(*, invitation: Invitation, by: Person, now: datetime) -> Person:
    """Let somebody who has an account take what an open invitation offers.

    Raises: InvitationUsed, InvitationExpired
    """
    with transaction.atomic():
        invitation = _claim(invitation, now)
        if invitation.makes_administrator and not by.is_administrator:
            by.is_administrator = True
            by.save(update_fields=["is_administrator"])
        _mark_used(invitation, by, now)
        record_act(by=by, did="accept_invitation", on=invitation, at=now)
    return by


def come_back(*, invitation: Invitation, password: str, now: datetime) -> Person:
    """Give the person a new password and clear their passkeys, code app and recovery codes: they add new ones at once.

    The secret addresses of their calendars and feeds end too (`Person.still_holds`): the link may have been needed
    because somebody else had the account.

    Raises: InvitationUsed, InvitationExpired
    """
    with transaction.atomic():
        invitation = _claim(invitation, now)
        person = invitation.lets_back_in
        if person is None:
            raise ValueError("this invitation is for a new person")
        person.set_password(password)  # ends every session of theirs, too
        person.came_back_at = now
        person.save(update_fields=["password", "came_back_at"])
        Authenticator.objects.filter(user=person).delete()
        _mark_used(invitation, person, now)
        record_act(by=person, did="come_back", on=invitation, at=now)
    return person


def _claim(invitation: Invitation, now: datetime) -> Invitation:
    """Lock the row, so that of two who use a link at once only one comes in."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.used_at is not None:
        raise InvitationUsed
    closed = invitation.lets_back_in is not None and not invitation.lets_back_in.is_active
    if closed or not invitation.is_open(now):
        raise InvitationExpired
    return invitation


def _mark_used(invitation: Invitation, person: Person, now: datetime) -> None:
    invitation.used_at = now
    invitation.used_by = person
    invitation.save(update_fields=["used_at", "used_by"])
