"""A school's closed days: its own, else those of its council's area; unknown is said, never guessed."""

from datetime import UTC, date, datetime

import pytest

from dueregard.records.bodies.models import Body
from dueregard.records.calendars.actions.record_closure import (
    ClosureEndsBeforeItBegins,
    ClosureOfNobody,
    ClosureWithdrawn,
    record_closure,
    withdraw_closure,
)
from dueregard.records.calendars.models import SchoolClosure
from dueregard.records.calendars.queries import closures_of

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SUMMER = (date(2026, 7, 22), date(2026, 9, 1))


@pytest.fixture
def school(db: None) -> Body:
    return Body.objects.create(
        slug="northport-academy",
        name="Northport Academy",
        kind="academy",
        nation="england",
        area_code="E06000001",
        added_at=NOW,
        changed_at=NOW,
    )


def closed(first: date, last: date, *, body: Body | None = None, area_code: str = "") -> SchoolClosure:
    return record_closure(
        body=body,
        area_code=area_code,
        first_on=first,
        last_on=last,
        source="The council's page of term dates",
        checked_on=date(2026, 11, 1),
        by=None,
        now=NOW,
    )


def test_a_school_without_dates_has_unknown_terms(school: Body) -> None:
    assert closures_of(school) == ()


def test_a_school_takes_its_areas_dates_until_it_has_its_own(school: Body) -> None:
    closed(*SUMMER, area_code="E06000001")
    assert closures_of(school) == (SUMMER,)
    own = closed(date(2026, 7, 20), date(2026, 9, 3), body=school)
    assert closures_of(school) == ((date(2026, 7, 20), date(2026, 9, 3)),)
    withdraw_closure(closure=own, by=None, now=NOW)
    assert closures_of(school) == (SUMMER,)
    with pytest.raises(ClosureWithdrawn):
        withdraw_closure(closure=own, by=None, now=NOW)


def test_dates_of_another_time_of_year_count_as_unknown(school: Body) -> None:
    closed(*SUMMER, body=school)
    assert closures_of(school, after=date(2026, 7, 1)) == (SUMMER,)
    assert closures_of(school, after=date(2026, 11, 2)) == ()


def test_a_closure_the_wrong_way_round_or_of_nobody_is_refused(school: Body) -> None:
    with pytest.raises(ClosureEndsBeforeItBegins):
        closed(SUMMER[1], SUMMER[0], body=school)
    with pytest.raises(ClosureOfNobody):
        closed(*SUMMER)
    with pytest.raises(ClosureOfNobody):
        closed(*SUMMER, body=school, area_code="E06000001")
    assert not SchoolClosure.objects.exists()
