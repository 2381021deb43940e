"""A one-time link lets one person in, once, in time; the database never holds what opens it."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import management
from django.core.management.base import CommandError

from dueregard.foundation.accounts.actions.accept_invitation import (
    InvitationExpired,
    InvitationUsed,
    NameTaken,
    accept_as,
    accept_invitation,
    come_back,
)
from dueregard.foundation.accounts.actions.change_standing import close_account
from dueregard.foundation.accounts.actions.first_administrator import first_administrator_link
from dueregard.foundation.accounts.actions.invite import invite, withdraw_invitation
from dueregard.foundation.accounts.models import Invitation, Person, digest_of
from dueregard.foundation.audit.models import Act
from tests.people import Cast, make_person
from tests.sessions import give_code_app

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PASSWORD = "correct horse battery staple"


def accept(invitation: Invitation, *, username: str = "ewa", now: datetime = LATER) -> Person:
    """Accept an invitation as somebody new."""
    return accept_invitation(invitation=invitation, username=username, name="Ewa", password=PASSWORD, now=now)


def test_only_a_digest_of_the_secret_is_stored() -> None:
    invitation, secret = invite(by=None, now=NOW)
    assert invitation.digest == digest_of(secret)
    assert all(secret not in str(value) for value in Invitation.objects.values_list().get())
    assert len(secret) >= 43  # 256 bits


def test_an_open_link_makes_a_person_who_can_sign_in() -> None:
    invitation, _ = invite(by=None, now=NOW)
    person = accept(invitation)
    assert person.check_password(PASSWORD)
    assert not person.is_administrator
    assert Act.objects.get(did="accept_invitation").by == person


def test_a_link_works_once() -> None:
    invitation, _ = invite(by=None, now=NOW)
    accept(invitation)
    with pytest.raises(InvitationUsed):
        accept(invitation, username="fred")
    assert Person.objects.count() == 1


def test_a_link_closes_at_its_last_instant() -> None:
    invitation, _ = invite(by=None, now=NOW, lasts=timedelta(hours=1))
    with pytest.raises(InvitationExpired):
        accept(invitation, now=NOW + timedelta(hours=1))
    assert accept(invitation, now=NOW + timedelta(minutes=59))


def test_a_withdrawn_link_lets_nobody_in() -> None:
    invitation, _ = invite(by=None, now=NOW)
    withdraw_invitation(invitation=invitation, by=None, now=NOW)
    with pytest.raises(InvitationExpired):
        accept(invitation)


@pytest.mark.parametrize("username", ["asha", "Asha", "ASHA"])
def test_a_name_somebody_signs_in_with_is_taken_in_any_case_and_the_link_stays_open(username: str, cast: Cast) -> None:
    invitation, _ = invite(by=cast.dana, now=NOW)
    with pytest.raises(NameTaken):
        accept(invitation, username=username)
    assert accept(invitation, username="ewa")


def test_somebody_with_an_account_takes_what_a_link_offers(cast: Cast) -> None:
    invitation, _ = invite(by=cast.dana, now=NOW, makes_administrator=True)
    accept_as(invitation=invitation, by=cast.asha, now=LATER)
    assert Person.objects.get(pk=cast.asha.pk).is_administrator
    with pytest.raises(InvitationUsed):
        accept_as(invitation=invitation, by=cast.ben, now=LATER)


def test_who_lost_their_keys_comes_back_with_a_new_password_and_none_of_the_old_keys(cast: Cast) -> None:
    give_code_app(cast.asha)
    invitation, _ = invite(by=cast.dana, now=NOW, lets_back_in=cast.asha)
    person = come_back(invitation=invitation, password=PASSWORD, now=LATER)
    assert person == cast.asha
    assert person.check_password(PASSWORD)
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_closed_account_does_not_come_back_by_a_link(cast: Cast) -> None:
    invitation, _ = invite(by=cast.dana, now=NOW, lets_back_in=cast.asha)
    close_account(person=cast.asha, by=cast.dana, now=NOW)
    with pytest.raises(InvitationExpired):
        come_back(invitation=invitation, password=PASSWORD, now=LATER)


def test_links_that_somebody_gave_out_close_with_their_account(cast: Cast) -> None:
    invitation, _ = invite(by=cast.asha, now=NOW)
    close_account(person=cast.asha, by=cast.dana, now=NOW)
    with pytest.raises(InvitationExpired):
        accept(invitation)


def test_the_first_administrators_link_is_made_anew_and_older_ones_close() -> None:
    first_administrator_link(NOW)
    first_administrator_link(LATER)
    assert [invitation.is_open(LATER) for invitation in Invitation.objects.order_by("created_at")] == [False, True]
    assert Invitation.objects.latest("created_at").expires_at == LATER + timedelta(hours=48)


def test_a_site_with_an_administrator_prints_no_link(cast: Cast) -> None:
    assert first_administrator_link(NOW) is None


def test_an_administrator_whose_account_is_closed_is_none() -> None:
    dana = make_person("dana", is_administrator=True)
    dana.is_active = False
    dana.save()
    assert first_administrator_link(NOW)


def test_the_command_prints_a_link_and_says_so_when_there_is_an_administrator(
    capsys: pytest.CaptureFixture[str], settings: object
) -> None:
    management.call_command("administrator")
    assert "/join/" in capsys.readouterr().out
    make_person("dana", is_administrator=True)
    with pytest.raises(CommandError, match="--another"):
        management.call_command("administrator")
    management.call_command("administrator", another=True)
    assert "/join/" in capsys.readouterr().out
