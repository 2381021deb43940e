"""What changed is noted in the transaction of the change, and a findable thing says when it became another."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from dueregard.foundation.search.actions.mark_changed import ABOUT_BODY, OF_GROUP, mark_about, mark_changed
from dueregard.foundation.search.models import Changed
from dueregard.rules.search.findable import Findable

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Europe/London"))
PAGE = Findable(kind="page", key="7", title="Plan", text="Staff are trained.", url="/d/7/", since=NOW)
OTHERWISE = [
    {"text": "Staff were trained."},
    {"is_public": True},
    {"group": "g1"},
    {"instead_in": "g1"},
    {"dated_on": date(2026, 1, 2)},
    {"exemptions": ("s24",)},
    {"page": 2},
]


class Undone(Exception):
    """Thrown to take a transaction back."""


@pytest.mark.django_db
def test_a_change_that_is_taken_back_marks_nothing() -> None:
    def change_and_fail() -> None:
        with transaction.atomic():
            mark_changed(kind="page", keys=["1", "2"])
            raise Undone

    with pytest.raises(Undone):
        change_and_fail()
    assert not Changed.objects.exists()


@pytest.mark.django_db
def test_marking_twice_keeps_both_so_that_a_change_during_the_reading_is_not_lost() -> None:
    mark_changed(kind="page", keys=["1"])
    mark_changed(kind="page", keys=["1"])
    mark_about(bodies=["b"], groups=["g"])
    pages = [("page", "1"), ("page", "1")]
    assert list(Changed.objects.values_list("kind", "key")) == [*pages, (ABOUT_BODY, "b"), (OF_GROUP, "g")]


@pytest.mark.parametrize("change", OTHERWISE, ids=lambda change: next(iter(change)))
def test_any_change_of_a_findable_thing_changes_its_fingerprint(change: dict[str, object]) -> None:
    assert replace(PAGE, **change).fingerprint() != PAGE.fingerprint()  # type: ignore[arg-type]


def test_the_same_thing_has_the_same_fingerprint_and_it_fits_a_signed_integer() -> None:
    assert replace(PAGE).fingerprint() == PAGE.fingerprint()
    assert 0 <= PAGE.fingerprint() < 2**63


def test_a_thing_without_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match="a kind and a key"):
        replace(PAGE, key="")
