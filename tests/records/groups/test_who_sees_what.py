"""A group's pages are there for its members; for everybody else they do not exist."""

from datetime import UTC, datetime

import pytest

from dueregard.foundation.accounts.actions.invite import invite
from dueregard.records.groups.access import groups_of, groups_worked_by
from dueregard.records.groups.actions.offer_place import offer_place
from dueregard.records.groups.models import Membership, Role
from tests.audiences import ADMINISTRATORS, EVERYBODY, MEMBERS, SIGNED_IN, WORKERS, assert_only
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ROLE = {"role": "caseworker"}
GROUP = {"name": "Northport group", "signature": "Asha Example", "postal_address": ""}
PAGES = [
    ("/desk/groups/", "get", SIGNED_IN),
    ("/desk/account/", "get", SIGNED_IN),
    ("/desk/groups/new/", "get", ADMINISTRATORS),
    ("/desk/groups/northport/", "get", MEMBERS),
    ("/desk/groups/nowhere/", "get", set()),
    ("/desk/groups/northport/edit/", "get", WORKERS),
    ("/desk/groups/northport/edit/", "post", WORKERS),
    ("/desk/groups/northport/invite/", "get", WORKERS),
    ("/desk/groups/northport/invite/", "post", WORKERS),
    ("/desk/groups/northport/members/{ben}/", "get", WORKERS),
    ("/desk/groups/northport/members/{ben}/", "post", WORKERS),
    ("/desk/groups/northport/members/{ben}/remove/", "post", WORKERS),
    ("/desk/groups/northport/members/{carys}/", "get", set()),
    ("/desk/groups/southmoor/members/{ben}/", "get", set()),
    ("/desk/groups/northport/links/{link}/close/", "post", WORKERS),
    ("/desk/groups/southmoor/links/{link}/close/", "post", set()),
    ("/desk/people/", "get", ADMINISTRATORS),
    ("/desk/people/{person}/close/", "post", ADMINISTRATORS),
    ("/desk/people/{person}/reopen/", "post", ADMINISTRATORS),
    ("/desk/people/{person}/administrator/", "post", ADMINISTRATORS),
    ("/desk/people/{person}/end-administrator/", "post", ADMINISTRATORS),
    ("/desk/people/{person}/way-back/", "post", ADMINISTRATORS),
    ("/desk/people/{person}/promote/", "post", set()),
    ("/join/{secret}/", "get", EVERYBODY),
    ("/join/no-such-secret/", "get", set()),
]


@pytest.mark.parametrize(("url", "method", "allowed"), PAGES)
def test_a_page_opens_only_to_whom_it_is_for(url: str, method: str, allowed: set[str], cast: Cast) -> None:
    link, _ = offer_place(group=cast.northport, role=Role.VOLUNTEER, by=cast.asha, now=NOW)
    _, secret = invite(by=cast.dana, now=datetime.now(UTC))
    places = {
        "ben": Membership.objects.get(person=cast.ben).pk,
        "carys": Membership.objects.get(person=cast.carys).pk,
        "person": cast.ben.pk,
        "link": link.invitation.pk,
        "secret": secret,
    }
    assert_only(url.format(**places), allowed, cast, method=method, data=GROUP | ROLE if method == "post" else None)


def test_reading_and_working_follow_membership_and_role(cast: Cast) -> None:
    assert list(groups_of(None)) == list(groups_worked_by(None)) == []
    assert list(groups_of(cast.ben)) == [cast.northport]
    assert list(groups_worked_by(cast.ben)) == []
    assert list(groups_worked_by(cast.asha)) == [cast.northport]
    assert set(groups_worked_by(cast.dana)) == {cast.northport, cast.southmoor}


def test_a_member_sees_their_own_groups_only(cast: Cast) -> None:
    page = sign_in(cast.asha).get("/desk/groups/").content.decode()
    assert "Northport group" in page
    assert "Southmoor" not in page


def test_a_volunteer_sees_the_members_and_no_way_to_change_them(cast: Cast) -> None:
    page = sign_in(cast.ben).get("/desk/groups/northport/").content.decode()
    assert "Asha" in page
    assert "Invite someone" not in page
    assert "/members/" not in page
