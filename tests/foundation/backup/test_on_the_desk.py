"""Whoever runs the site is told when its back-ups fail or stop, and nobody else is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from dueregard.foundation.accounts.models import Person
from dueregard.foundation.backup.actions.back_up_nightly import NotSet, back_up_as_set
from dueregard.foundation.backup.gateways.age_program import AgeRefused
from dueregard.foundation.backup.gateways.kept_lists import Last, remember_last
from dueregard.foundation.backup.queries import backup_standing
from tests.foundation.backup.conftest import Site
from tests.people import Cast

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Person], Client]


def test_the_administrator_reads_why_the_last_one_failed(site: Site, cast: Cast, signed_in: SignIn) -> None:
    now = timezone.now()
    with override_settings(BACKUP_TO=str(site.to), BACKUP_KEYS="age1northport"):
        with pytest.raises(AgeRefused):
            back_up_as_set(now=now)
        words = signed_in(cast.dana).get("/desk/").content.decode()
        assert "The last back-up failed" in words
        assert "recipient" in words
        assert "back-up" not in signed_in(cast.asha).get("/desk/").content.decode()


def test_one_that_was_made_is_quiet_until_two_nights_have_passed(site: Site) -> None:
    now = timezone.now()
    with override_settings(BACKUP_TO=str(site.to), BACKUP_KEYS=site.key):
        assert backup_standing(now) is not None
        back_up_as_set(now=now)
        assert backup_standing(now) is None
        later = backup_standing(now + timedelta(days=3))
    assert later is not None
    assert later.is_late


def test_a_site_that_asks_for_none_hears_nothing_and_a_half_set_one_does(site: Site) -> None:
    assert backup_standing(timezone.now()) is None
    with (
        override_settings(BACKUP_TO=str(site.to), BACKUP_KEYS=""),
        pytest.raises(NotSet, match="DUEREGARD_BACKUP_KEYS"),
    ):
        back_up_as_set(now=timezone.now())


def test_a_place_that_is_gone_is_told_in_words(site: Site) -> None:
    site.to.write_text("a file where the folder should be")
    with override_settings(BACKUP_TO=str(site.to), BACKUP_KEYS=site.key):
        with pytest.raises(OSError, match="directory"):
            back_up_as_set(now=timezone.now())
        standing = backup_standing(timezone.now())
    assert standing is not None
    assert "directory" in standing.fault
    remember_last(Last(timezone.now(), str(site.to), "", ""))
