"""A school's closed days: its own, else those of its council's area; unknown is said, never guessed."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from dueregard.foundation.accounts.models import Person
from dueregard.records.bodies.models import Body
from dueregard.records.calendars.actions.record_closure import (
    ClosureEndsBeforeItBegins,
    ClosureOfNobody,
    ClosureWithdrawn,
    record_closure,
    withdraw_closure,
)
from dueregard.records.calendars.models import SchoolClosure
from dueregard.records.calendars.queries import closures_of, current_holidays
from dueregard.records.groups.models import Membership
from tests.audiences import SIGNED_IN, assert_only
from tests.people import Cast

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


def test_a_recorded_closure_changes_the_version_so_that_dates_are_counted_again(school: Body) -> None:
    before = current_holidays().version
    closure = closed(*SUMMER, body=school)
    during = current_holidays().version
    withdraw_closure(closure=closure, by=None, now=NOW)
    assert len({before, during, current_holidays().version}) == 3


def test_a_caseworker_enters_closed_days_and_withdraws_them(
    school: Body, cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    client, address = signed_in(cast.asha), f"/desk/register/{school.slug}/closures/"
    typed = {"first_on": "2026-07-22", "last_on": "2026-09-01", "source": "The school's page", "holds_for": "school"}
    assert "We do not know any yet" in client.get(address).content.decode()
    assert client.post(address, typed).status_code == 302
    page = client.get(address).content.decode()
    assert "Wed 22 Jul 2026 to Tue 1 Sep 2026" in page
    assert page.count("csrfmiddlewaretoken") >= 2
    assert client.post(f"{address}{SchoolClosure.objects.get().pk}/withdraw/").status_code == 302
    assert closures_of(school) == ()


def test_days_the_wrong_way_round_are_explained_and_kept(
    school: Body, cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    typed = {"first_on": "2026-09-01", "last_on": "2026-07-22", "source": "Kept text", "holds_for": "area"}
    answer = signed_in(cast.asha).post(f"/desk/register/{school.slug}/closures/", typed)
    assert answer.status_code == 422
    assert "This is before the first day" in answer.content.decode()
    assert "Kept text" in answer.content.decode()


def test_a_visitor_cannot_enter_closed_days(school: Body) -> None:
    assert Client().post(f"/desk/register/{school.slug}/closures/", {}).status_code in (302, 403, 404)
    assert not SchoolClosure.objects.exists()


def test_somebody_who_works_in_no_group_any_more_cannot_move_everybodys_dates(cast: Cast, school: Body) -> None:
    closure = closed(*SUMMER, body=school)
    pages = f"/desk/register/{school.slug}/closures/"
    assert_only(pages, SIGNED_IN, cast)  # a volunteer may: each entry names its source
    Membership.objects.filter(person=cast.ben).delete()
    for url, method in ((pages, "get"), (f"{pages}{closure.pk}/withdraw/", "post")):
        assert_only(url, SIGNED_IN - {"volunteer"}, cast, method=method)
    assert_only(f"/desk/register/another/closures/{closure.pk}/withdraw/", set(), cast, method="post")
