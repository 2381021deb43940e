"""What was done stays written down: acts are added and read, never changed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.foundation.audit.actions import record_act
from dueregard.foundation.audit.models import Act, ActsAreKept
from dueregard.foundation.audit.queries import ActsWanted, acts_on, acts_page
from tests.audiences import ADMINISTRATORS, assert_only
from tests.people import Cast
from tests.sessions import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        lambda act: Act.objects.update(did="nothing"),
        lambda act: Act.objects.bulk_update([act], ["did"]),
        lambda act: Act.objects.all().delete(),
        lambda act: Act.objects.filter(pk=act.pk).update(by=None),
        lambda act: act.save(),
        lambda act: act.delete(),
        lambda act: act.by.acts.all().delete(),
    ],
)
def test_an_act_is_neither_changed_nor_removed(change: Callable[[Act], object], cast: Cast) -> None:
    act = record_act(by=cast.asha, did="found_group", on=cast.northport, at=NOW)
    with pytest.raises(ActsAreKept):
        change(act)
    assert Act.objects.get().did == "found_group"


def test_the_acts_on_a_record_are_its_own_newest_first(cast: Cast) -> None:
    record_act(by=cast.asha, did="found_group", on=cast.northport, at=NOW)
    record_act(by=None, did="change_group", on=cast.northport, at=NOW + timedelta(hours=1))
    record_act(by=cast.carys, did="found_group", on=cast.southmoor, at=NOW)
    assert [(line.did, line.who) for line in acts_on(cast.northport)] == [
        ("change group", "the site"),
        ("found group", "Asha"),
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ActsWanted(), 3),
        (ActsWanted(did="invite"), 1),
        (ActsWanted(person="ASHA"), 2),
        (ActsWanted(on_kind="groups.group"), 3),
        (ActsWanted(since_on=date(2026, 11, 24)), 1),
        (ActsWanted(until_on=date(2026, 11, 23)), 2),
        (ActsWanted(did="invite", person="carys"), 0),
    ],
)
def test_the_acts_are_found_by_kind_person_and_uk_day(wanted: ActsWanted, found: int, cast: Cast) -> None:
    record_act(by=cast.asha, did="found_group", on=cast.northport, at=NOW)
    record_act(by=cast.asha, did="invite", on=cast.northport, at=NOW)
    record_act(by=cast.carys, did="found_group", on=cast.southmoor, at=datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    assert len(acts_page(wanted).lines) == found


def test_a_page_of_acts_costs_the_same_however_many_there_are(cast: Cast) -> None:
    client = sign_in(cast.dana)
    client.get("/desk/acts/")  # what the site reads once, it has read
    counts = []
    for more in (1, 300):
        for number in range(more):
            record_act(by=cast.asha, did="invite", on=cast.northport, at=NOW + timedelta(seconds=number))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/desk/acts/?page=2").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_only_administrators_read_the_acts(cast: Cast) -> None:
    assert_only("/desk/acts/", ADMINISTRATORS, cast)


def test_a_filter_that_makes_no_sense_says_so_and_shows_everything(cast: Cast) -> None:
    record_act(by=cast.asha, did="invite", on=cast.northport, at=NOW)
    page = sign_in(cast.dana).get("/desk/acts/?since_on=yesterday")
    assert b"Enter a valid date" in page.content
    assert b"invite" in page.content
