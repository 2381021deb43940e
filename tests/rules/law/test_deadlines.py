"""The law as a table: each line a case of the specification, with the section it stands on."""

from datetime import UTC, date, datetime

import pytest

from dueregard.rules.law.deadlines import (
    DateRange,
    DueDate,
    Event,
    Facts,
    Force,
    ImpossibleFacts,
    NoDate,
    due,
    may_be_late,
)
from dueregard.rules.law.due_rows import read_row
from dueregard.rules.law.holidays import shipped_holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

HOLIDAYS = shipped_holidays()


SHORT = {
    "asked": "clarification_asked",
    "given": "clarification_received",
    "notice": "fees_notice_given",
    "paid": "fee_received",
}


def _cell(pair: str) -> tuple[str, str]:
    name, value = pair.split("=")
    return SHORT.get(name, name), value


def ask(said: str) -> DueDate | NoDate:
    """Ask by words such as "2026-03-13 england university law=foia": receipt, nation, kind, then what else is known."""
    received, nation, kind, *rest = said.split()
    row = {"received": received, "nation": nation, "body_kind": kind, **dict(_cell(pair) for pair in rest)}
    event, facts = read_row(row)
    return due(event, facts, HOLIDAYS)


DATES = [
    # FOIA s.10(1) and (6): a holiday of any part of the UK stops the clock everywhere.
    ("2026-03-13 england local_authority", "2026-04-15", "17 March stops the clock in Leeds"),
    ("2026-03-13 northern_ireland university", "2026-04-15", "and in Belfast"),
    ("2026-05-29 england university", "2026-06-29", "15 June 2026, proclaimed for Scotland alone"),
    ("2026-12-18 england local_authority", "2027-01-21", "2 January is kept in Scotland: Mon 4 January 2027"),
    ("2026-07-06 wales health_board", "2026-08-05", "13 July (NI) and 3 August (Scotland)"),
    ("2026-11-06 england nhs_body", "2026-12-07", "St Andrew's Day, Mon 30 November 2026"),
    ("2026-10-22 england local_authority", "2026-11-19", "no holiday falls in between"),
    # FOIA s.10(1): the day of receipt is day 0, whatever day of the week; Berend v IC, a day runs to midnight.
    ("2026-02-14 england local_authority", "2026-03-13", "a Saturday is day 0"),
    ("2026-02-15 england local_authority", "2026-03-13", "so is a Sunday"),
    ("2026-02-13 england local_authority", "2026-03-13", "and the Friday before gives the same day"),
    ("2026-04-03 england local_authority", "2026-05-05", "Good Friday is day 0 too; Mon 4 May is a holiday"),
    ("2026-07-14T22:59:00Z england local_authority", "2026-08-12", "23:59 in London is still the 14th"),
    ("2026-07-14T23:30:00Z england local_authority", "2026-08-13", "00:30 in London is the 15th"),
    ("2026-01-14T23:30:00Z england local_authority", "2026-02-11", "in winter London keeps UTC"),
    ("2026-07-15T01:30:00+02:00 england local_authority", "2026-08-13", "00:30 in London"),
    # FOISA s.10(1), s.73: Scottish holidays alone.
    ("2026-03-13 scotland local_authority", "2026-04-13", "17 March and Easter Monday count; Good Friday does not"),
    ("2026-05-29 scotland university", "2026-06-29", "15 June 2026"),
    ("2026-07-06 scotland health_board", "2026-08-04", "13 July counts, 3 August does not"),
    ("2026-08-21 scotland police_force", "2026-09-18", "the last Monday of August counts"),
    ("2026-11-06 scotland university", "2026-12-07", "30 November does not count"),
    ("2026-12-18 scotland local_authority", "2027-01-21", "2 January kept on Mon 4 January 2027"),
    ("2026-03-13 scotland council_school", "2026-04-13", "the council answers: plain 20 days"),
    ("2026-03-13 scotland maintained_school", "2026-04-13", "however the register calls it"),
    # A1: the law follows the authority.
    ("2026-03-13 scotland uk_government", "2026-04-15", "the Home Office answers a Scot under FOIA"),
    ("2026-03-13 scotland uk_police_force", "2026-04-15", "so do the British Transport Police"),
    # FOIA s.1(3): a fresh 20 days from the clarification; the same in Scotland.
    ("2026-03-02 england university asked=2026-03-05 given=2026-03-13", "2026-04-15", ""),
    ("2026-03-02 scotland university asked=2026-03-05 given=2026-03-13", "2026-04-13", ""),
    # FOIA s.10(2): the working days from the notice to the payment, both included, do not count.
    ("2026-02-02 england university notice=2026-02-09 paid=2026-02-16", "2026-03-10", "six left out"),
    ("2026-02-02 england university notice=2026-02-09 paid=2026-02-09", "2026-03-03", "one left out"),
    ("2026-02-02 england university notice=2026-02-07 paid=2026-02-08", "2026-03-02", "a weekend"),
    ("2026-02-02 england university notice=2026-03-03 paid=2026-03-09", "2026-03-02", "too late"),
    # SI 2004/3364 reg 3, SI 2010/2768, SI 2009/1369: the earlier of 20 school days and 60 working days.
    ("2026-06-30 northern_ireland controlled_school closures=2026-07-01..2026-08-31", "2026-09-25", "the cap bites"),
    ("2026-06-30 northern_ireland voluntary_school", "2026-09-25", "unknown: the last day it can be"),
    ("2026-07-17 england academy closures=2026-07-22..2026-09-01", "2026-09-25", "two days of July, 18 of September"),
    ("2026-01-12 wales maintained_school closures=2026-02-16..2026-02-20", "2026-02-09", "half-term comes after"),
    ("2026-01-26 wales maintained_school closures=2026-02-16..2026-02-20", "2026-03-02", "half-term in between"),
    ("2026-01-26 england maintained_school closures=none", "2026-02-23", "known to be open"),
    ("2026-01-26 england sixth_form_college", "2026-02-23", "colleges have no school-day rule"),
    ("2026-01-26 england further_education_college", "2026-02-23", "colleges have no school-day rule"),
    # FOI (Time for Compliance) Regulations 2016, Scotland.
    ("2026-06-24 scotland grant_aided_school closures=2026-06-27..2026-08-18", "2026-09-11", "20 school days"),
    ("2026-06-24 scotland independent_special_school", "2026-09-17", "60 Scottish working days"),
    # No school-day rule for environmental information or subject access.
    ("2026-06-30 northern_ireland controlled_school law=eir", "2026-07-29", "EIR"),
    ("2026-06-30 northern_ireland controlled_school law=sar", "2026-07-30", "subject access"),
    # FOIA s.10(3): ICO's yardstick of 40 in all. EIR reg 7.
    ("2026-03-13 england local_authority event=response_extended", "2026-05-14", "40 working days"),
    ("2026-03-13 england local_authority event=response_extended law=eir", "2026-05-14", "40 working days"),
    ("2026-03-13 scotland local_authority event=response_extended law=eisr", "2026-05-12", "40 Scottish working days"),
    # Reviews: s.45 Code; FOISA ss.20 and 21; EIR reg 11; Scottish EIR reg 16.
    ("2026-03-13 england local_authority event=review_request", "2026-05-14", "40 after the response"),
    ("2026-03-13 scotland local_authority event=review_request", "2026-05-12", "40 after the response"),
    ("2026-03-13 scotland local_authority event=review_request_after_silence", "2026-06-10", "day 60 after receipt"),
    ("2026-03-13 england local_authority event=review_response", "2026-04-15", "20 by the Code"),
    ("2026-03-13 england local_authority event=review_response_exceptional", "2026-05-14", "40 by the Code"),
    ("2026-03-13 scotland local_authority event=review_response", "2026-04-13", "20 by statute"),
    ("2026-03-13 england local_authority event=review_response law=eir", "2026-05-14", "40 by regulation"),
    ("2026-03-13 scotland local_authority event=review_response law=eisr", "2026-04-13", "20 by regulation"),
    ("2026-06-30 england academy event=review_response", "2026-07-29", "no school-day rule for a review"),
    # Regulators and tribunal; none of these is rolled.
    ("2026-05-29 england local_authority event=regulator", "2026-07-10", "six weeks"),
    ("2026-02-21 england local_authority event=regulator", "2026-04-04", "six weeks end on a Saturday"),
    ("2026-05-29 scotland local_authority event=regulator", "2026-11-29", "six months, on a Sunday"),
    ("2026-08-31 scotland local_authority event=regulator", "2027-02-28", "no 31 February"),
    ("2026-05-29 scotland local_authority event=regulator_after_silence", "2026-12-29", "six months after 29 June"),
    ("2026-05-29 england local_authority event=regulator_after_silence", "2026-07-28", "40 without an outcome"),
    ("2026-05-29 england local_authority event=tribunal", "2026-06-26", "28 days"),
    ("2026-05-31 england local_authority event=tribunal", "2026-06-28", "28 days end on a Sunday"),
    # Subject access: corresponding date, rolled by the holidays of the body's own nation.
    ("2026-09-03 england local_authority law=sar", "2026-10-05", "3 October 2026 is a Saturday"),
    ("2025-09-03 england local_authority law=sar", "2025-10-03", "3 September to 3 October"),
    ("2026-01-31 england police_force law=sar", "2026-03-02", "no 31 February; the 28th is a Saturday"),
    ("2026-11-30 england nhs_body law=sar", "2026-12-30", "the 30th"),
    ("2026-02-17 england university law=sar", "2026-03-17", "St Patrick's Day is no English holiday"),
    ("2026-02-17 northern_ireland university law=sar", "2026-03-18", "but one of Northern Ireland"),
    ("2026-10-30 scotland university law=sar", "2026-12-01", "St Andrew's Day rolls in Scotland"),
    ("2026-10-30 wales university law=sar", "2026-11-30", "but not in Wales"),
    ("2026-09-03 england local_authority law=sar event=response_extended", "2026-12-03", "two further months"),
    ("2026-11-30 england local_authority law=sar event=response_extended", "2027-03-01", "no 30 February; Sunday"),
    ("2026-09-01 england university law=sar asked=2026-09-07 given=2026-09-09",
     "2026-10-05", "three days, both included; 4 October is a Sunday"),
    ("2026-09-01 england university law=sar asked=2026-09-07 given=2026-09-07",
     "2026-10-02", "one day"),
    ("2026-09-01 england university law=sar notice=2026-09-02 paid=2026-09-10", "2026-10-12", "fee"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "on", "why"), DATES)
def test_the_last_lawful_day_is_the_laws_own(said: str, on: str, why: str) -> None:
    answer = ask(said)
    assert isinstance(answer, DueDate), answer
    assert answer.on.isoformat() == on, (why, answer.because)
    assert answer.steps
    assert str(answer.source)


NO_DATES = [
    ("2026-03-13 england independent_school", "No freedom of information law"),
    ("2026-03-13 scotland independent_school", "No freedom of information law"),
    ("2026-03-13 wales private_company", "No freedom of information law"),
    ("2026-03-13 northern_ireland charity", "No freedom of information law"),
    ("2026-03-13 scotland student_union", "No freedom of information law"),
    ("2026-03-13 england independent_special_school", "No freedom of information law"),
    ("2026-03-13 england independent_school law=foia", "No freedom of information law"),
    ("2026-03-13 england university asked=2026-03-16", "clock is not running"),
    ("2026-03-13 scotland university asked=2026-03-16", "clock is not running"),
    ("2026-03-13 england university notice=2026-03-16", "Mon 15 June 2026"),
    ("2026-03-13 england university notice=2026-03-16 paid=2026-06-16", "three months"),
    ("2026-03-13 england university law=sar asked=2026-03-16", "The clock is paused"),
    ("2026-03-13 scotland university event=response_extended", "no extra time for the public interest"),
    ("2026-03-13 scotland university event=review_response_exceptional", "still 20 working days"),
    ("2026-03-13 england university event=review_response_exceptional law=eir", "still 40 working days"),
    ("2026-03-13 england university event=review_request_after_silence", "you do not need a review"),
    ("2026-03-13 scotland university event=tribunal", "Court of Session"),
    ("2026-03-13 england university law=sar event=review_request", "no internal review"),
    ("2026-03-13 england university law=sar event=review_response", "within 30 days"),
    ("2026-03-13 england university law=sar event=regulator", "no fixed last day"),
    ("2026-03-13 england university law=sar event=tribunal", "tribunal"),
    ("2070-03-13 england university", "we cannot give a date"),
    ("1066-10-14 england university", "we cannot give a date"),
    ("9999-12-31 england university event=regulator", "we cannot give a date"),
]


@pytest.mark.parametrize(("said", "why"), NO_DATES)
def test_where_the_law_fixes_no_day_the_engine_says_why(said: str, why: str) -> None:
    answer = ask(said)
    assert isinstance(answer, NoDate), answer
    assert why in answer.because


IMPOSSIBLE = [
    ("2026-03-13 england university asked=2026-03-01", "before the request"),
    ("2026-03-13 england university asked=2026-03-20 given=2026-03-16", "before it was asked"),
    ("2026-03-13 england university notice=2026-03-01", "before the request"),
    ("2026-03-13 england university paid=2026-03-20", "no fees notice"),
    ("2026-03-13 england university notice=2026-03-20 paid=2026-03-16", "before the fees notice"),
    ("2026-03-13 england university law=sar given=2026-03-16", "none was asked for"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "why"), IMPOSSIBLE)
def test_facts_that_contradict_each_other_are_refused_in_words(said: str, why: str) -> None:
    with pytest.raises(ImpossibleFacts, match=why):
        ask(said)


def test_the_steps_name_every_holiday_that_was_skipped() -> None:
    answer = ask("2026-03-13 england local_authority")
    assert isinstance(answer, DueDate)
    assert answer.steps == (
        "Received on Fri 13 March 2026, which is day 0.",
        "20 working days after Fri 13 March 2026, skipping weekends, "
        "Tue 17 March (St Patrick's Day, in Northern Ireland), Fri 3 April (Good Friday) "
        "and Mon 6 April (Easter Monday, in England, Wales and Northern Ireland): "
        "Wed 15 April 2026.",
        "It is late from Thu 16 April 2026.",
    )
    assert str(answer.source) == "Freedom of Information Act 2000, section 10(1) and (6)"


def test_a_school_with_unknown_terms_answers_within_a_range() -> None:
    answer = ask("2026-06-30 northern_ireland controlled_school")
    assert isinstance(answer, DueDate)
    assert (answer.not_before, answer.on) == (date(2026, 7, 29), date(2026, 9, 25))
    assert "not before Wed 29 July 2026 and not after Fri 25 September 2026" in answer.because
    assert not may_be_late(answer, today=date(2026, 9, 25))
    assert may_be_late(answer, today=date(2026, 9, 26))


def test_a_school_that_took_more_time_is_not_called_late_while_its_terms_are_unknown() -> None:
    answer = ask("2026-07-18 england academy event=response_extended")
    assert isinstance(answer, DueDate)
    assert answer.on == date(2026, 9, 15)
    assert not may_be_late(answer, today=date(2026, 10, 13))
    assert may_be_late(answer, today=date(2026, 10, 14))


def test_a_school_whose_own_limit_ends_after_the_yardstick_keeps_it() -> None:
    answer = ask("2026-07-17 england academy event=response_extended closures=2026-07-18..2026-09-10")
    assert isinstance(answer, DueDate)
    assert answer.on == date(2026, 10, 8)
    assert "ordinary limit ends later" in answer.because


def test_a_weekend_receipt_shows_the_day_from_which_other_bodies_count() -> None:
    answer = ask("2026-02-14 england local_authority")
    assert "Some bodies count from the next working day, Mon 16 February 2026" in answer.because


def test_the_body_is_reminded_a_day_before_a_subject_access_limit_and_not_called_late_on_it() -> None:
    answer = ask("2026-09-03 england local_authority law=sar")
    assert isinstance(answer, DueDate)
    assert answer.remind_on == date(2026, 10, 2)
    assert not may_be_late(answer, today=date(2026, 10, 5))


def test_a_law_named_against_nation_and_kind_is_followed_with_a_caution() -> None:
    answer = ask("2026-03-13 scotland local_authority law=foia")
    assert isinstance(answer, DueDate)
    assert answer.on == date(2026, 4, 15)
    assert "is not usually under this law" in answer.because


def test_clarification_and_fees_leave_later_clocks_alone_and_say_so() -> None:
    plain = ask("2026-03-13 england university event=review_response")
    answer = ask("2026-03-13 england university event=review_response asked=2026-01-05")
    assert isinstance(answer, DueDate)
    assert isinstance(plain, DueDate)
    assert answer.on == plain.on
    assert "affects only the clock for the first answer" in answer.because


def test_a_count_that_leaves_the_known_years_says_that_it_is_not_certain() -> None:
    assert "this date is not certain" in ask("2030-12-20 england university").because
    assert "this date is not certain" not in ask("2030-10-01 england university").because


def test_a_moment_without_a_zone_is_refused() -> None:
    facts = Facts(received=datetime(2026, 3, 13, 12, 0), law=Law.FOIA)  # noqa: DTZ001 -- the case under test
    with pytest.raises(ImpossibleFacts, match="time zone"):
        due(Event.RESPONSE, facts, HOLIDAYS)


def test_without_a_law_nation_and_kind_are_asked_for() -> None:
    with pytest.raises(ImpossibleFacts, match="nation"):
        due(Event.RESPONSE, Facts(received=date(2026, 3, 13)), HOLIDAYS)
    with pytest.raises(ImpossibleFacts, match="nation"):
        due(Event.RESPONSE, Facts(received=date(2026, 3, 13), law=Law.SAR), HOLIDAYS)


def test_the_reasons_of_an_instant_show_its_london_day() -> None:
    facts = Facts(datetime(2026, 7, 14, 23, 30, tzinfo=UTC), Nation.ENGLAND, BodyKind.UNIVERSITY)
    answer = due(Event.RESPONSE, facts, HOLIDAYS)
    assert "which in the United Kingdom is Wed 15 July 2026" in answer.because


def test_what_is_not_statute_says_so() -> None:
    force = {
        event: answer.kind
        for event in Event
        if isinstance(answer := ask(f"2026-03-13 england university event={event}"), DueDate)
    }
    assert force == {
        Event.RESPONSE: Force.STATUTE,
        Event.RESPONSE_EXTENDED: Force.REGULATOR_PRACTICE,
        Event.REVIEW_REQUEST: Force.CODE_OF_PRACTICE,
        Event.REVIEW_RESPONSE: Force.CODE_OF_PRACTICE,
        Event.REVIEW_RESPONSE_EXCEPTIONAL: Force.CODE_OF_PRACTICE,
        Event.REGULATOR: Force.REGULATOR_PRACTICE,
        Event.REGULATOR_AFTER_SILENCE: Force.REGULATOR_PRACTICE,
        Event.TRIBUNAL: Force.STATUTE,
    }


def test_a_closed_range_counts_with_both_its_ends() -> None:
    facts = Facts(
        date(2026, 1, 26), Nation.ENGLAND, BodyKind.ACADEMY, closures=(DateRange(date(2026, 1, 27), date(2026, 1, 27)),)
    )
    answer = due(Event.RESPONSE, facts, HOLIDAYS)
    assert isinstance(answer, DueDate)
    assert answer.on == date(2026, 2, 24)
