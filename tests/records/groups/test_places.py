"""People come into a group by a link, change their role, and leave; every act is written down with who did it."""

from datetime import UTC, datetime, timedelta

import pytest

from dueregard.foundation.accounts.actions.accept_invitation import InvitationExpired, InvitationUsed
from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import seen_now
from dueregard.records.groups.actions.found_group import GroupExists, change_group, found_group, stored_group
from dueregard.records.groups.actions.offer_place import offer_place
from dueregard.records.groups.actions.remove_member import remove_member
from dueregard.records.groups.actions.take_place import give_place, join, join_as
from dueregard.records.groups.models import Group, Membership, Role
from tests.people import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
EWA = {"username": "ewa", "name": "Ewa", "password": "correct horse battery staple"}


def test_a_link_leads_somebody_new_to_their_place(cast: Cast) -> None:
    place, _ = offer_place(group=cast.northport, role=Role.VOLUNTEER, by=cast.asha, now=NOW)
    ewa = join(invitation=place.invitation, **EWA, now=NOW)
    assert [(one.group, one.role) for one in ewa.memberships.all()] == [(cast.northport, Role.VOLUNTEER)]


def test_a_link_leads_somebody_from_another_group_to_a_second_place(cast: Cast) -> None:
    place, _ = offer_place(group=cast.northport, role=Role.VOLUNTEER, by=cast.asha, now=NOW)
    join_as(invitation=place.invitation, by=cast.carys, now=NOW)
    roles = dict(cast.carys.memberships.values_list("group__slug", "role"))
    assert roles == {"northport": Role.VOLUNTEER, "southmoor": Role.CASEWORKER}
    with pytest.raises(InvitationUsed):
        join(invitation=place.invitation, **EWA, now=NOW)


def test_a_role_changes_and_the_day_somebody_came_stays(cast: Cast) -> None:
    before = Membership.objects.get(person=cast.ben)
    give_place(group=cast.northport, person=cast.ben, role=Role.CASEWORKER, by=cast.asha, now=NOW)
    after = Membership.objects.get(person=cast.ben)
    assert (after.role, after.since) == (Role.CASEWORKER, before.since)
    act = Act.objects.get()
    assert (act.did, act.by, act.details) == (
        "give_place",
        cast.asha,
        {"person": str(cast.ben.pk), "role": "caseworker"},
    )


def test_who_leaves_a_group_takes_the_links_they_gave_out_with_them(cast: Cast) -> None:
    place, _ = offer_place(group=cast.northport, role=Role.VOLUNTEER, by=cast.asha, now=NOW)
    remove_member(membership=Membership.objects.get(person=cast.asha), by=cast.dana, now=NOW)
    assert not cast.asha.memberships.exists()
    with pytest.raises(InvitationExpired):
        join(invitation=place.invitation, **EWA, now=NOW + timedelta(minutes=1))


@pytest.mark.parametrize("name", ["Northport group", "northport GROUP"])
def test_two_groups_never_have_the_same_name(name: str, cast: Cast) -> None:
    with pytest.raises(GroupExists):
        found_group(name=name, signature="Ewa Example", by=cast.dana, now=NOW)
    seen = seen_now(stored_group(cast.southmoor), NOW)
    with pytest.raises(GroupExists):
        change_group(group=cast.southmoor, wanted={"name": name}, seen=seen, by=cast.carys, now=NOW)
    assert Group.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Eastvale & Vale", "eastvale-vale"),
        ("Northport", "northport-2"),
        ("New", "new-2"),
        ("غزة", "group"),
        ("x" * 120, "x" * 110),
    ],
)
def test_a_group_gets_an_address_of_its_own(name: str, slug: str, cast: Cast) -> None:
    assert found_group(name=name, signature="Ewa Example", by=cast.dana, now=NOW).slug == slug


def test_a_groups_address_stays_when_its_name_changes(cast: Cast) -> None:
    wanted, seen = {"name": "Norport", "signature": "A. Example"}, seen_now(stored_group(cast.northport), NOW)
    change_group(group=cast.northport, wanted=wanted, seen=seen, by=cast.asha, now=NOW)
    group = Group.objects.get(slug="northport")
    assert (group.name, group.signature) == ("Norport", "A. Example")


def test_who_is_no_longer_caseworker_cannot_become_it_again_by_a_link_of_their_own(cast: Cast) -> None:
    place, _ = offer_place(group=cast.northport, role=Role.CASEWORKER, by=cast.asha, now=NOW)
    give_place(group=cast.northport, person=cast.asha, role=Role.VOLUNTEER, by=cast.dana, now=NOW)
    with pytest.raises(InvitationExpired):
        join_as(invitation=place.invitation, by=cast.asha, now=NOW + timedelta(minutes=1))
    assert Membership.objects.get(person=cast.asha).role == Role.VOLUNTEER


def test_a_caseworker_who_opens_a_link_for_volunteers_stays_caseworker(cast: Cast) -> None:
    place, _ = offer_place(group=cast.northport, role=Role.VOLUNTEER, by=cast.asha, now=NOW)
    join_as(invitation=place.invitation, by=cast.asha, now=NOW)
    assert Membership.objects.get(person=cast.asha).role == Role.CASEWORKER
