"""A second reading of the law, written from the specification's sentences and counted day by day, must agree.

Nothing of `rules/` is used for the expected date but the holiday dates, which are data. It prints which list it used.
"""

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dueregard.rules.law.due_rows import answer_row
from dueregard.rules.law.holidays import Holidays, parse_govuk_holidays, shipped_holidays

SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "bank_holidays.json"
ONE_DAY = timedelta(days=1)
NATIONS = ("england", "wales", "scotland", "northern_ireland")
EVENTS = (
    *("response", "response_extended", "review_request", "review_request_after_silence", "review_response"),
    *("review_response_exceptional", "regulator", "regulator_after_silence", "tribunal"),
)
# A1: who is under no law; who is UK-wide; A3: the schools outside Scotland, and the two Scottish kinds.
PRIVATE = {"independent_school", "private_company", "charity", "student_union", "childcare_provider"}
UK_WIDE = {"uk_government", "uk_police_force", "uk_public_body"}
STATE_SCHOOLS = {
    *("maintained_school", "academy", "controlled_school", "voluntary_school", "integrated_school"),
    *("pupil_referral_unit", "council_school"),
}
SCOTTISH_SCHOOLS = {"grant_aided_school", "independent_special_school"}
PLAIN = {
    *("local_authority", "university", "further_education_college", "sixth_form_college", "nhs_body", "health_board"),
    *("police_force", "fire_service", "devolved_government", "gp_practice"),
}
KINDS = sorted(PRIVATE | UK_WIDE | STATE_SCHOOLS | SCOTTISH_SCHOOLS | PLAIN)
LAWS = ("", "", "", "foia", "foisa", "eir", "eisr", "sar")
LENGTHS = (0, 4, 14, 60)
CASES = 6000

Row = dict[str, str]
DaysOff = dict[str, set[date]]


def days_off() -> tuple[str, DaysOff, Holidays]:
    """Return which list is used, its days per nation, and the engine's holidays over the same list."""
    if not SHARED.exists():
        shipped = shipped_holidays()
        return "the shipped table", {str(nation): set(days) for nation, days in shipped.by_nation.items()}, shipped
    content = SHARED.read_bytes()
    listed = {
        division: {date.fromisoformat(event["date"]) for event in value["events"]}
        for division, value in json.loads(content).items()
    }
    both = listed["england-and-wales"]
    off = {
        "england": both,
        "wales": both,
        "scotland": listed["scotland"],
        "northern_ireland": listed["northern-ireland"],
    }
    return "bank_holidays.json of the shared data", off, shipped_holidays().replaced_by(parse_govuk_holidays(content))


USED, OFF, HOLIDAYS = days_off()


def uk_date(text: str) -> date:
    """A day runs to midnight in London; British Summer Time from 01:00 UTC on the last Sundays of March and October."""
    if "T" not in text:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text).astimezone(UTC)
    begins, ends = (
        datetime(moment.year, month, next(d for d in range(25, 32) if sunday(moment.year, month, d)), 1, tzinfo=UTC)
        for month in (3, 10)
    )
    summer = begins <= moment < ends
    return (moment + timedelta(hours=1 if summer else 0)).date()


def sunday(year: int, month: int, day: int) -> bool:
    return date(year, month, day).weekday() == 6


def months_on(start: date, months: int) -> date:
    """The corresponding date, or the last day of a month that has none."""
    year, month = start.year, start.month + months
    while month > 12:
        year, month = year + 1, month - 12
    day = start.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def which_law(row: Row) -> str:
    """A1, with "law: empty, worked out from nation and kind"; an act that does not reach the body gives none."""
    kind, nation, named = row["body_kind"], row["nation"], row["law"]
    under_none = kind in PRIVATE or (kind in SCOTTISH_SCHOOLS and nation != "scotland")
    if under_none and named in ("", "foia", "foisa"):
        return ""
    if named:
        return named
    return "foisa" if nation == "scotland" and kind not in UK_WIDE else "foia"


def nth(counts: Callable[[date], bool], start: date, number: int) -> date:
    """Walk a day at a time from day 0."""
    day = start
    while number:
        day += ONE_DAY
        number -= counts(day)
    return day


def expected(row: Row) -> str:
    """Return the ISO date that the specification's sentences give, or nothing where they give none."""
    law, event, received = which_law(row), row["event"], uk_date(row["received"])
    if not law:
        return ""
    if law == "sar":
        return subject_access(row, event, received)
    off = OFF["scotland"] if law in ("foisa", "eisr") else set().union(*OFF.values())

    def works(day: date) -> bool:
        return day.weekday() < 5 and day not in off

    scottish = law in ("foisa", "eisr")
    match event:
        case "response":
            return first_answer(row, law, received, works)[0]
        case "response_extended":
            return "" if law == "foisa" else first_answer(row, law, received, works)[1]
        case "review_request":
            return nth(works, received, 40).isoformat()
        case "review_request_after_silence":
            if not scottish:
                return ""  # A2: no review is needed where the authority never answered
            ended = first_answer(row, law, received, works)[2]
            return nth(works, date.fromisoformat(ended), 40).isoformat() if ended else ""
        case "review_response":
            return nth(works, received, 40 if law == "eir" else 20).isoformat()
        case "review_response_exceptional":
            return nth(works, received, 40).isoformat() if law == "foia" else ""
        case "regulator":
            return (months_on(received, 6) if scottish else received + 42 * ONE_DAY).isoformat()
        case "regulator_after_silence":
            return (months_on(nth(works, received, 20), 6) if scottish else nth(works, received, 40)).isoformat()
    return "" if scottish else (received + 28 * ONE_DAY).isoformat()


def first_answer(row: Row, law: str, received: date, works: Callable[[date], bool]) -> tuple[str, str, str]:
    """Return the last day, the last day when extended, and the earliest end of the time (unknown closures)."""
    if row["clarification_asked"] and not row["clarification_received"]:
        return "", "", ""
    start = uk_date(row["clarification_received"]) if row["clarification_received"] else received
    notice = uk_date(row["fees_notice_given"]) if row["fees_notice_given"] else None
    paid = uk_date(row["fee_received"]) if row["fee_received"] else None

    def counts(day: date) -> bool:
        """A2: working days from the day of the notice to the day the fee is received do not count."""
        return works(day) and not (notice and notice <= day <= (paid or date.max))

    kind = row["body_kind"]
    school = (law == "foia" and kind in STATE_SCHOOLS and row["nation"] != "scotland") or (
        law == "foisa" and kind in SCOTTISH_SCHOOLS
    )
    closed = [tuple(map(date.fromisoformat, part.strip().split(".."))) for part in row["closures"].split(";") if part]

    def in_session(day: date) -> bool:
        return counts(day) and not any(first <= day <= last for first, last in closed)

    def ends(of: Callable[[date], bool], number: int) -> date | None:
        """None when the fee was never paid, or after its three months, and the notice came in time."""
        late_fee = law in ("foia", "foisa") and notice and paid and paid >= months_on(notice, 3)
        if notice and not (paid and paid <= start) and (paid is None or late_fee):
            before = nth(lambda day: of(day) or (works(day) and day >= notice), start, number)
            return before if before < notice else None
        return nth(of, start, number)

    plain, cap, longer = ends(counts, 20), ends(counts, 60), ends(counts, 40)
    if plain is None or (school and row["closures"] and ends(in_session, 20) is None and cap is None):
        return "", "", ""
    last = plain
    if school:
        by_terms = ends(in_session, 20) if row["closures"] else cap
        found = [day for day in (by_terms, cap) if day]
        if not found:
            return "", "", ""
        last = min(found)
    floor = last if school and row["closures"] else plain
    extended = max(longer, floor).isoformat() if longer else ""
    return last.isoformat(), extended, (last if row["closures"] else plain).isoformat()


def subject_access(row: Row, event: str, received: date) -> str:
    """A6: the corresponding date, the waiting days added, then the next working day of the body's own nation."""
    if event not in ("response", "response_extended"):
        return ""
    if row["fees_notice_given"] and not row["fee_received"]:
        return ""
    start = max(received, uk_date(row["fee_received"])) if row["fee_received"] else received

    def rolled(day: date) -> date:
        while day.weekday() > 4 or day in OFF[row["nation"]]:
            day += ONE_DAY
        return day

    last = months_on(start, 1 if event == "response" else 3)
    if row["clarification_asked"] and uk_date(row["clarification_asked"]) <= rolled(last):
        if not row["clarification_received"]:
            return ""
        day, given = uk_date(row["clarification_asked"]), uk_date(row["clarification_received"])
        while day <= given:
            last += ONE_DAY if day >= start else timedelta(0)
            day += ONE_DAY
    return rolled(last).isoformat()


def drawn(chance: random.Random) -> Row:
    """Draw one question. Half of them fall near a holiday; a third of the receipts are instants near midnight."""
    day = date(2013, 1, 1) + chance.randrange(14 * 365) * ONE_DAY
    if chance.random() < 0.5:
        near = chance.choice(sorted(each for each in OFF[chance.choice(NATIONS)] if 2013 <= each.year <= 2026))
        day = near - chance.choice((0, 0, 1, 2, 14, 27, 28, 29, 30, 31, 42, 56, 84)) * ONE_DAY
    row = dict.fromkeys(("clarification_asked", "clarification_received", "fees_notice_given", "fee_received"), "")
    row.update(nation=chance.choice(NATIONS), body_kind=chance.choice(KINDS), closures="")
    row.update(law=chance.choice(LAWS), event=chance.choice((*EVENTS, "response", "response", "response_extended")))
    row["received"] = day.isoformat()
    if chance.random() < 0.33:
        time = chance.choice(("22:59:59", "23:00:00", "23:30:00", "23:59:59", "00:00:00", "00:59:59", "12:00:00"))
        row["received"] += f"T{time}{chance.choice(('Z', '+00:00', '+01:00', '-05:00', '+14:00'))}"
    first = uk_date(row["received"])
    if chance.random() < 0.35:
        asked = first + chance.choice((0, 1, 5, 27, 28, 29, 30, 31, 32, 40, 95)) * ONE_DAY
        row["clarification_asked"] = asked.isoformat()
        if chance.random() < 0.8:
            row["clarification_received"] = (asked + chance.choice((0, 1, 2, 3, 7, 30)) * ONE_DAY).isoformat()
    if chance.random() < 0.3:
        notice = first + chance.randrange(50) * ONE_DAY
        row["fees_notice_given"] = notice.isoformat()
        if chance.random() < 0.8:
            row["fee_received"] = (
                notice + chance.choice((0, 1, 3, 10, 40, 88, 89, 90, 91, 92, 93)) * ONE_DAY
            ).isoformat()
    if chance.random() < 0.5:
        row["closures"] = " ; ".join(
            f"{(begin := first + chance.randrange(-20, 90) * ONE_DAY)}..{begin + chance.choice(LENGTHS) * ONE_DAY}"
            for _ in range(chance.randint(1, 3))
        )
    return row


def test_six_thousand_drawn_questions_have_the_answer_of_a_day_by_day_count() -> None:
    print(f"counted by {USED}")  # noqa: T201
    chance = random.Random(2026)
    differ, dated = [], 0
    for _ in range(CASES):
        row = drawn(chance)
        answer = answer_row(row, HOLIDAYS)
        wanted = expected(row)
        dated += bool(wanted)
        if answer.due != wanted or not answer.was_read or not answer.because:
            asked = " ".join(f"{name}={cell}" for name, cell in row.items() if cell)
            differ.append(
                f"{asked}: {wanted or 'no date'} by the slow count, {answer.due or 'no date'}: {answer.because}"
            )
    assert not differ, f"{len(differ)} differ\n" + "\n".join(differ[:12])
    assert dated > CASES // 3


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_law_nation_and_kind_agrees_on_a_plain_day(event: str) -> None:
    empty = dict.fromkeys(
        ("clarification_asked", "clarification_received", "fees_notice_given", "fee_received", "closures"), ""
    )
    for received in ("2026-03-14", "2026-08-31", "2024-02-29"):
        for nation in NATIONS:
            for kind in KINDS:
                for law in sorted(set(LAWS)):
                    row = {
                        **empty,
                        "received": received,
                        "nation": nation,
                        "body_kind": kind,
                        "law": law,
                        "event": event,
                    }
                    assert answer_row(row, HOLIDAYS).due == expected(row), row


ODD_DAYS = (
    *("", "x", "2026-03-13", "1994-12-31", "1995-01-01", "2065-12-31", "2066-01-01", "0001-01-01", "9999-12-31"),
    *("2026-03-13T10:00", "20260313", "2026-02-30", "2026-03-13T25:00Z", "2026-03-13 23:30+01:00"),
    *("9999-12-31T23:00:00-12:00", "0001-01-01T00:00+14:00"),
)
ODD_CLOSURES = ("", "none", "..", ";", "2026-03-13..", "2026-03-13", "0001-01-01..9999-12-31")


def test_no_row_however_odd_stops_the_rest_and_each_says_why() -> None:
    chance = random.Random(5)
    for _ in range(CASES):
        row = {"received": chance.choice(ODD_DAYS), "closures": chance.choice(ODD_CLOSURES)}
        for name in ("clarification_asked", "clarification_received", "fees_notice_given", "fee_received"):
            row[name] = chance.choice(ODD_DAYS) if chance.random() < 0.4 else ""
        row.update(nation=chance.choice(("", *NATIONS)), body_kind=chance.choice(("", *KINDS)))
        row.update(law=chance.choice(LAWS), event=chance.choice(("", *EVENTS)))
        assert answer_row(row, HOLIDAYS).because, row
