"""Somebody always administers the site; accounts close and reopen; what a person says of themselves is theirs."""

from datetime import UTC, datetime, timedelta

import pytest

from dueregard.foundation.accounts.actions.accept_invitation import InvitationExpired, accept_as, come_back
from dueregard.foundation.accounts.actions.change_person import DigestNeedsAddress, change_person, stored_person
from dueregard.foundation.accounts.actions.change_standing import (
    LastAdministrator,
    close_account,
    end_administrator,
    make_administrator,
    reopen_account,
)
from dueregard.foundation.accounts.actions.invite import invite
from dueregard.foundation.accounts.models import Person
from dueregard.foundation.audit.models import Act
from dueregard.foundation.editing.actions.join_edit import seen_now
from tests.people import Cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("action", [close_account, end_administrator])
def test_the_last_administrator_stays(action: object, cast: Cast) -> None:
    with pytest.raises(LastAdministrator):
        action(person=cast.dana, by=cast.dana, now=NOW)  # type: ignore[operator]
    dana = Person.objects.get(pk=cast.dana.pk)
    assert dana.is_administrator
    assert dana.is_active


@pytest.mark.parametrize("action", [close_account, end_administrator])
def test_an_administrator_goes_when_another_stays(action: object, cast: Cast) -> None:
    make_administrator(person=cast.asha, by=cast.dana, now=NOW)
    action(person=cast.dana, by=cast.asha, now=NOW)  # type: ignore[operator]
    assert list(Person.objects.filter(is_administrator=True, is_active=True)) == [cast.asha]


def test_a_closed_account_opens_again_with_what_it_had(cast: Cast) -> None:
    close_account(person=cast.asha, by=cast.dana, now=NOW)
    asha = reopen_account(person=cast.asha, by=cast.dana, now=NOW)
    assert asha.is_active
    assert asha.check_password("correct horse battery")
    acts = Act.objects.filter(on_id=str(cast.asha.pk)).order_by("pk")
    assert [(act.did, act.by) for act in acts] == [("close_account", cast.dana), ("reopen_account", cast.dana)]


def test_a_digest_without_an_address_is_refused(cast: Cast) -> None:
    seen = seen_now(stored_person(cast.asha), NOW)
    with pytest.raises(DigestNeedsAddress):
        change_person(person=cast.asha, wanted={"wants_digest": True}, seen=seen, by=cast.asha, now=NOW)
    assert not Person.objects.get(pk=cast.asha.pk).wants_digest


def test_who_administers_no_longer_takes_nobodys_account_by_a_link_made_before(cast: Cast) -> None:
    make_administrator(person=cast.asha, by=cast.dana, now=NOW)
    way_back, _ = invite(by=cast.asha, now=NOW, lets_back_in=cast.dana)
    another, _ = invite(by=cast.asha, now=NOW, makes_administrator=True)
    end_administrator(person=cast.asha, by=cast.dana, now=NOW)
    later = NOW + timedelta(minutes=1)
    with pytest.raises(InvitationExpired):
        come_back(invitation=way_back, password="correct horse battery staple", now=later)
    with pytest.raises(InvitationExpired):
        accept_as(invitation=another, by=cast.asha, now=later)
