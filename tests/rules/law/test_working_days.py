"""Working days: the shipped table against GOV.UK's list, late proclamations, and what holds for every count."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.law.bank_holidays import easter_sunday, regular_holidays
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.deadlines import DateRange, DueDate, Event, Facts, due, linked_requests_window
from dueregard.rules.law.holidays import NotAHolidayFile, Override, parse_govuk_holidays, shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation
from dueregard.rules.law.school_days import CAP
from dueregard.rules.law.working_days import OutsideCalendar, working_days_between

HOLIDAYS = shipped_holidays()
FOIA = calendar_for(Law.FOIA, HOLIDAYS)
FOISA = calendar_for(Law.FOISA, HOLIDAYS)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "bank_holidays.json"
DAYS = st.dates(date(2010, 1, 1), date(2030, 6, 30))


def govuk(**days: list[str]) -> bytes:
    """Return a small list in GOV.UK's form, with the same titles everywhere."""
    document = {
        name.replace("_", "-"): {"division": name, "events": [{"title": "Christmas Day", "date": on} for on in listed]}
        for name, listed in days.items()
    }
    return json.dumps(document).encode()


WHOLE = govuk(england_and_wales=["2026-12-25"], scotland=["2026-12-25", "2026-06-15"], northern_ireland=["2026-12-25"])


# Royal Astronomical tables of Easter; any almanac has them.
@pytest.mark.parametrize(
    "on",
    ["2010-04-04", "2011-04-24", "2016-03-27", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25"],
)
def test_easter_falls_where_the_almanac_says(on: str) -> None:
    assert easter_sunday(int(on[:4])).isoformat() == on


# Each proclaimed once; the table names its basis.
PROCLAIMED = [
    ("2011-04-29", tuple(Nation)),
    ("2012-06-04", tuple(Nation)),
    ("2012-06-05", tuple(Nation)),
    ("2020-05-08", tuple(Nation)),
    ("2022-06-02", tuple(Nation)),
    ("2022-06-03", tuple(Nation)),
    ("2022-09-19", tuple(Nation)),
    ("2023-05-08", tuple(Nation)),
    ("2026-06-15", (Nation.SCOTLAND,)),
]


@pytest.mark.parametrize(("on", "nations"), PROCLAIMED)
def test_a_day_proclaimed_for_one_year_is_in_the_table(on: str, nations: tuple[Nation, ...]) -> None:
    kept = tuple(nation for nation in Nation if date.fromisoformat(on) in HOLIDAYS.by_nation[nation])
    assert kept == nations


@pytest.mark.parametrize("on", ["2012-05-28", "2020-05-04", "2022-05-30"])
def test_a_holiday_that_was_moved_left_its_old_day(on: str) -> None:
    assert FOIA.is_working(date.fromisoformat(on))


def test_the_table_holds_the_recurring_rules_and_names_the_basis_of_all_else() -> None:
    proclaimed = {date.fromisoformat(on) for on, _ in PROCLAIMED}
    moved = {date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)}
    for year in range(2010, 2031):
        for nation in Nation:
            by_rule = {on for on, _, nations in regular_holidays(year) if nation in nations} - moved
            kept = {on for on in HOLIDAYS.by_nation[nation] if on.year == year}
            assert kept - proclaimed == by_rule - proclaimed, (year, nation)


def test_the_table_agrees_with_gov_uk_over_the_years_of_its_list() -> None:
    if not SHARED.exists():
        print("bank_holidays.json of the shared data is not here: compared with the recurring rules alone")  # noqa: T201
        listed = {nation: set(HOLIDAYS.by_nation[nation]) for nation in Nation}
        span = (date(2012, 1, 1), date(2028, 12, 31))
    else:
        print("compared with bank_holidays.json of the shared data")  # noqa: T201
        theirs = parse_govuk_holidays(SHARED.read_bytes())
        listed = {nation: {day.on for day in theirs.days if day.nation is nation} for nation in Nation}
        span = theirs.spans[Nation.SCOTLAND]
    for nation in Nation:
        ours = {on for on in HOLIDAYS.by_nation[nation] if span[0] <= on <= span[1]}
        assert ours == {on for on in listed[nation] if span[0] <= on <= span[1]}, nation


WHICH_DAYS = [
    # FOISA s.73 against FOIA s.10(6), in the words of the specification.
    ("2026-04-06", True, "Easter Monday"),
    ("2026-03-17", True, "17 March"),
    ("2027-07-12", True, "12 July"),
    ("2026-08-31", True, "the last Monday of August"),
    ("2026-04-03", False, "Good Friday"),
    ("2026-01-02", False, "2 January"),
    ("2026-08-03", False, "the first Monday of August"),
    ("2026-11-30", False, "30 November"),
    ("2026-12-25", False, "Christmas Day"),
]


@pytest.mark.parametrize(("on", "counts_in_scotland", "name"), WHICH_DAYS)
def test_scotland_counts_by_its_own_holidays_and_foia_by_all(on: str, counts_in_scotland: bool, name: str) -> None:
    assert FOISA.is_working(date.fromisoformat(on)) is counts_in_scotland, name
    assert not FOIA.is_working(date.fromisoformat(on)), name


def test_the_law_itself_excludes_christmas_and_for_foia_good_friday_whatever_the_lists_say() -> None:
    lists = [Override(nation, on, None) for nation in Nation for on in (date(2026, 12, 25), date(2026, 4, 3))]
    holidays = HOLIDAYS.overridden(lists)
    foia, foisa = calendar_for(Law.FOIA, holidays), calendar_for(Law.FOISA, holidays)
    assert not foia.is_working(date(2026, 12, 25))
    assert not foia.is_working(date(2026, 4, 3))
    assert not foisa.is_working(date(2026, 12, 25))
    assert foisa.is_working(date(2026, 4, 3))


def test_an_override_changes_the_day_and_the_version() -> None:
    changed = HOLIDAYS.overridden([Override(Nation.WALES, date(2027, 3, 1), "St David's Day")])
    assert changed.version != HOLIDAYS.version
    assert not calendar_for(Law.FOIA, changed).is_working(date(2027, 3, 1))
    assert calendar_for(Law.FOISA, changed).is_working(date(2027, 3, 1))
    assert calendar_for(Law.SAR, changed, nation=Nation.ENGLAND).is_working(date(2027, 3, 1))


def test_a_loaded_list_stands_over_the_table_for_its_own_years_only() -> None:
    merged = HOLIDAYS.replaced_by(parse_govuk_holidays(WHOLE))
    assert merged.version != HOLIDAYS.version
    assert set(merged.by_nation[Nation.ENGLAND]) - set(HOLIDAYS.by_nation[Nation.ENGLAND]) == set()
    assert [on for on in merged.by_nation[Nation.ENGLAND] if on.year == 2026] == [date(2026, 12, 25)]
    assert date(2027, 12, 27) in merged.by_nation[Nation.ENGLAND]


BAD_FILES = [
    (b"<html>", "not JSON"),
    (b"[]", "must contain these lists"),
    (govuk(england_and_wales=["2026-12-25"]), "must contain these lists"),
    (govuk(england_and_wales=[], scotland=["2026-12-25"], northern_ireland=["2026-12-25"]), "has no events"),
    (govuk(england_and_wales=["25/12/2026"], scotland=["2026-12-25"], northern_ireland=["2026-12-25"]), "Event 1"),
    (
        govuk(england_and_wales=["0026-12-25"], scotland=["2026-12-25"], northern_ireland=["2026-12-25"]),
        "cannot be right",
    ),
]


@pytest.mark.parametrize(("content", "why"), BAD_FILES)
def test_a_file_that_is_no_list_of_holidays_is_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(NotAHolidayFile, match=why):
        parse_govuk_holidays(content)


def test_a_day_outside_all_years_is_refused_and_never_guessed() -> None:
    with pytest.raises(OutsideCalendar):
        FOIA.nth(date(1066, 10, 14), 20)
    with pytest.raises(OutsideCalendar):
        FOIA.nth(date(2065, 12, 20), 20)


def test_days_late_are_counted_in_working_days() -> None:
    assert working_days_between(date(2026, 4, 2), date(2026, 4, 2), FOIA) == 0
    assert working_days_between(date(2026, 4, 2), date(2026, 4, 6), FOIA) == 0
    assert working_days_between(date(2026, 4, 2), date(2026, 4, 8), FOIA) == 2
    assert working_days_between(date(2026, 4, 8), date(2026, 4, 2), FOIA) == -2


def test_linked_requests_are_those_within_60_consecutive_working_days() -> None:
    window = linked_requests_window(date(2026, 3, 13), HOLIDAYS)
    assert FOIA.count_between(window.earliest, date(2026, 3, 13)) == 59
    assert FOIA.count_between(date(2026, 3, 13), window.latest) == 59


@given(DAYS, st.integers(1, 120))
def test_the_nth_day_is_a_working_day_and_n_working_days_on(after: date, count: int) -> None:
    for calendar in (FOIA, FOISA):
        on = calendar.nth(after, count)
        assert calendar.is_working(on)
        assert calendar.count_between(after, on) == count
        assert on >= after + timedelta(days=count)


@given(DAYS, DAYS)
def test_a_later_receipt_is_never_due_earlier(one: date, other: date) -> None:
    first, last = sorted((one, other))
    for law in Law:
        for event in Event:
            facts = Facts(first, Nation.SCOTLAND, BodyKind.UNIVERSITY, law)
            early = due(event, facts, HOLIDAYS)
            late = due(event, Facts(last, Nation.SCOTLAND, BodyKind.UNIVERSITY, law), HOLIDAYS)
            assert isinstance(early, DueDate) == isinstance(late, DueDate)
            if isinstance(early, DueDate) and isinstance(late, DueDate):
                assert early.on <= late.on


@given(DAYS)
def test_foia_never_ends_before_foisa(received: date) -> None:
    assert FOIA.nth(received, 20) >= FOISA.nth(received, 20)


CLOSURES = st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=4)


@given(DAYS, CLOSURES)
def test_a_school_answers_between_the_20th_and_the_60th_working_day(
    received: date, closed: list[tuple[date, int]]
) -> None:
    closures = tuple(DateRange(first, first + timedelta(days=length)) for first, length in closed)
    facts = Facts(received, Nation.ENGLAND, BodyKind.ACADEMY, closures=closures)
    answer = due(Event.RESPONSE, facts, HOLIDAYS)
    assert isinstance(answer, DueDate)
    assert FOIA.nth(received, 20) <= answer.on <= FOIA.nth(received, CAP)
    assert answer.because


@given(DAYS, st.integers(0, 40), st.integers(0, 90))
def test_a_fees_notice_adds_just_its_own_working_days(received: date, before: int, length: int) -> None:
    notice = received + timedelta(days=before)
    paid = notice + timedelta(days=min(length, 85))
    plain = FOIA.nth(received, 20)
    facts = Facts(received, Nation.ENGLAND, BodyKind.UNIVERSITY, fees_notice_given=notice, fee_received=paid)
    answer = due(Event.RESPONSE, facts, HOLIDAYS)
    assert isinstance(answer, DueDate)
    counted, on = 0, received
    while counted < 20:
        on += timedelta(days=1)
        counted += FOIA.is_working(on) and not (notice <= on <= paid)
    assert answer.on == on
    assert answer.on >= plain


@given(DAYS)
def test_the_strip_of_working_days_agrees_with_counting_one_by_one(received: date) -> None:
    counted, on = 0, received
    while counted < 40:
        on += timedelta(days=1)
        union = any(on in HOLIDAYS.by_nation[nation] for nation in Nation)
        counted += on.weekday() < 5 and not union
    assert FOIA.nth(received, 40) == on
