"""A changed calendar counts anew exactly the open cases, writes why a date moved, and may be run twice."""

import json
from datetime import date

import pytest

from dueregard.foundation.audit.models import Act
from dueregard.parts.foi.actions.close_case import close_case
from dueregard.parts.foi.actions.recompute import recompute_for_calendar
from dueregard.parts.foi.models import Case, DateChange
from dueregard.records.calendars.actions.load_holidays import load_holidays
from dueregard.records.calendars.actions.override_day import override_day
from dueregard.records.calendars.actions.record_closure import record_closure
from dueregard.rules.casework.events import EventKind
from dueregard.rules.law.laws import BodyKind, Law, Nation
from tests.builders import make_body
from tests.builders_foi import NOW, make_campaign, make_case, make_event
from tests.people import Cast

pytestmark = pytest.mark.django_db

ASKED = date(2026, 11, 9)


def waiting(cast: Cast, name: str, nation: Nation = Nation.ENGLAND, law: Law = Law.FOIA, on: date = ASKED) -> Case:
    """Return a case that waits since that day."""
    campaign = make_campaign(cast.northport, title=name)
    case = make_case(campaign, make_body(name, nation=nation), law=law.value)
    make_event(case, EventKind.REQUEST_RECEIVED, on)
    return case


def declare(cast: Cast, on: date, *nations: Nation) -> None:
    """Declare a holiday as the administrator."""
    override_day(nations=nations, on=on, title="Day of mourning", reason="proclaimed", by=cast.dana, now=NOW)


def test_a_new_holiday_moves_the_open_dates_it_lies_in_and_no_other(cast: Cast) -> None:
    touched = waiting(cast, "Touched")
    earlier = waiting(cast, "Earlier", on=date(2026, 10, 1))
    closed = waiting(cast, "Closed")
    close_case(case=closed, by=cast.asha, now=NOW)
    preparing = make_case(make_campaign(cast.northport))
    was_on = touched.due_on
    declare(cast, date(2026, 12, 2), Nation.ENGLAND)

    assert recompute_for_calendar(now=NOW) == 1
    touched.refresh_from_db()
    change = DateChange.objects.get()
    assert (change.case, change.was_on, change.now_on) == (touched, was_on, touched.due_on)
    assert touched.due_on is not None
    assert was_on is not None
    assert touched.due_on > was_on
    assert "Day of mourning" in change.because
    assert not earlier.date_changes.exists()
    assert {closed.date_changes.count(), preparing.date_changes.count()} == {0}
    assert Act.objects.filter(did="move_date", by=None).count() == 1


def test_run_twice_it_moves_a_date_once(cast: Cast) -> None:
    waiting(cast, "Touched")
    declare(cast, date(2026, 12, 2), Nation.ENGLAND)
    assert [recompute_for_calendar(now=NOW) for _ in range(3)] == [1, 0, 0]
    assert DateChange.objects.count() == 1


def test_the_uk_law_rests_on_holidays_of_any_nation_the_scottish_one_on_scotland_s(cast: Cast) -> None:
    # Source: FOIA 2000 s.10(6), a bank holiday in any part of the United Kingdom; FOISA 2002 s.73, in Scotland.
    english = waiting(cast, "English")
    scottish = waiting(cast, "Scottish", Nation.SCOTLAND, Law.FOISA)
    before = {case.pk: case.due_on for case in (english, scottish)}
    declare(cast, date(2026, 12, 2), Nation.NORTHERN_IRELAND)
    recompute_for_calendar(now=NOW)
    assert list(DateChange.objects.values_list("case", flat=True)) == [english.pk]
    declare(cast, date(2026, 12, 3), Nation.SCOTLAND)
    recompute_for_calendar(now=NOW)
    for case in (english, scottish):
        case.refresh_from_db()
        assert case.due_on != before[case.pk]
    assert (english.date_changes.count(), scottish.date_changes.count()) == (2, 1)


def test_the_scottish_holiday_of_june_2026_is_left_out_under_both_laws(cast: Cast) -> None:
    # Monday 15 June 2026 is a bank holiday in Scotland; counted from Friday 29 May, 20 working days end on 29 June.
    for name, nation, law in (("Leeds", Nation.ENGLAND, Law.FOIA), ("Glenport", Nation.SCOTLAND, Law.FOISA)):
        case = waiting(cast, name, nation, law, on=date(2026, 5, 29))
        assert case.due_on == date(2026, 6, 29), name


def test_a_loaded_list_counts_like_an_override(cast: Cast) -> None:
    case = waiting(cast, "Touched")
    was_on = case.due_on
    named = {"2026-11-30": "St Andrew's Day", "2026-12-02": "State funeral"}
    days = [{"title": title, "date": on, "notes": "", "bunting": False} for on, title in named.items()]
    names = ("england-and-wales", "scotland", "northern-ireland")
    content = json.dumps({name: {"division": name, "events": days} for name in names}).encode()
    load_holidays(content=content, source="a test", by=cast.dana, now=NOW)
    recompute_for_calendar(now=NOW)
    case.refresh_from_db()
    assert case.due_on != was_on
    assert case.date_changes.get().now_on == case.due_on


def test_the_closed_days_of_a_school_set_its_date(cast: Cast) -> None:
    school = make_body("Northport Academy", kind=BodyKind.ACADEMY)
    case = make_case(make_campaign(cast.northport), school)
    make_event(case, EventKind.REQUEST_RECEIVED, ASKED)
    was_on = case.due_on
    assert case.due_not_before is not None
    record_closure(
        body=school,
        first_on=date(2026, 12, 19),
        last_on=date(2027, 1, 3),
        source="https://northport.example/terms",
        checked_on=date(2026, 11, 20),
        by=cast.asha,
        now=NOW,
    )
    recompute_for_calendar(now=NOW)
    case.refresh_from_db()
    assert case.due_not_before is None
    assert case.date_changes.get().was_on == was_on
