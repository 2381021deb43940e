"""Brings the holder of a one-time link to the place it offers, in one transaction with the use of the link.

What a link is, and whether it is still open, is foundation/accounts.
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from dueregard.foundation.accounts.actions.accept_invitation import accept_as, accept_invitation
from dueregard.foundation.accounts.models import Invitation, Person
from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.editing.actions.join_edit import join_edit, record_edit
from dueregard.records.groups.actions.found_group import found_group
from dueregard.records.groups.actions.invite_on_paper import withdraw_papers_of
from dueregard.records.groups.models import Group, Membership, PlaceOffered, Role
from dueregard.rules.text.joining import Seen, Shape

ROLE = Shape({"role": "what they may do"})


def join(*, invitation: Invitation, username: str, name: str, password: str, now: datetime) -> Person:
    """Make a new person and give them the place their link offers, if it offers one.

    Raises: InvitationUsed, InvitationExpired, NameTaken
    """
    with transaction.atomic():
        person = accept_invitation(invitation=invitation, username=username, name=name, password=password, now=now)
        _take_place(invitation, person, now)
    return person


def join_as(*, invitation: Invitation, by: Person, now: datetime) -> Person:
    """Give somebody who has an account the place that a link offers. Raises: InvitationUsed, InvitationExpired"""
    with transaction.atomic():
        person = accept_as(invitation=invitation, by=by, now=now)
        _take_place(invitation, person, now)
    return person


def join_and_found(
    *,
    invitation: Invitation,
    username: str,
    name: str,
    password: str,
    group_name: str,
    signature: str,
    postal_address: str,
    now: datetime,
) -> Person:
    """Make the first administrator and the first group, in which they work.

    Raises: InvitationUsed, InvitationExpired, NameTaken, GroupExists
    """
    with transaction.atomic():
        person = join(invitation=invitation, username=username, name=name, password=password, now=now)
        group = found_group(name=group_name, signature=signature, postal_address=postal_address, by=person, now=now)
        give_place(group=group, person=person, role=Role.CASEWORKER, by=person, now=now)
    return person


def give_place(*, group: Group, person: Person, role: Role, by: Person, now: datetime) -> Membership:
    """Put a person in a group, or give a member another role.

    Who is no longer a caseworker invites nobody: the links into the group that they gave out close, for one of them
    could make them caseworker again.
    """
    with transaction.atomic():
        _close_links(group, person, role, now)
        membership, _ = Membership.objects.update_or_create(
            group=group, person=person, defaults={"role": role}, create_defaults={"role": role, "since": now}
        )
        details = {"person": str(person.pk), "role": role}
        record_act(by=by, did="give_place", on=group, at=now, details=details)
    return membership


def change_role(*, membership: Membership, wanted: Role, seen: Seen, by: Person, now: datetime) -> Membership:
    """Give a member another role than the one this person had before them. Raises: ChangedMeanwhile"""
    with transaction.atomic():
        rows = Membership.objects.select_for_update(of=("self",)).select_related("group", "person")
        membership = rows.get(pk=membership.pk)
        group, person = membership.group, membership.person
        edit = join_edit(stored={"role": membership.role}, wanted={"role": wanted}, seen=seen, shape=ROLE)
        membership.role = edit.values["role"]
        _close_links(group, person, membership.role, now)
        membership.save(update_fields=["role"])
        called, path = f"{person} in {group}", reverse("group", args=[group.slug])
        details = {"person": str(person.pk), "role": membership.role}
        record_edit(
            edit=edit, did="change_role", on=membership, called=called, path=path, by=by, at=now, details=details
        )
    return membership


def _close_links(group: Group, person: Person, role: str, now: datetime) -> None:
    if role != Role.CASEWORKER:
        links = Invitation.objects.filter(place__group=group, created_by=person, used_at=None, expires_at__gt=now)
        links.update(expires_at=now)
        withdraw_papers_of(group=group, person=person, now=now)


def _take_place(invitation: Invitation, person: Person, now: datetime) -> None:
    """Give what the link offers. A link never takes: a caseworker who opens one for volunteers stays caseworker."""
    place = PlaceOffered.objects.select_related("group").filter(invitation=invitation).first()
    has_more = Membership.objects.filter(person=person, role=Role.CASEWORKER)
    if place and not has_more.filter(group=place.group).exists():
        give_place(group=place.group, person=person, role=Role(place.role), by=person, now=now)
