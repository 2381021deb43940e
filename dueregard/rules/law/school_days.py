"""Which schools may count school days, and when they must answer: the 20th school day or the 60th working day.

Leaves whether the clock runs at all to `response_clock.py`. Knows a school's closed ranges, or that they are unknown.
"""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from dueregard.rules.law.deadline_facts import DateRange, Facts
from dueregard.rules.law.deadline_words import closure_words, count_step, day_words
from dueregard.rules.law.laws import SCOTTISH_SCHOOLS, STATE_SCHOOLS, BodyKind, Law, Nation
from dueregard.rules.law.response_clock import Clock

SCHOOL_DAYS = 20
CAP = 60

_RULES = {
    BodyKind.MAINTAINED_SCHOOL: "SI 2004/3364, regulation 3",
    BodyKind.COUNCIL_SCHOOL: "SI 2004/3364, regulation 3",
    BodyKind.ACADEMY: "SI 2004/3364, regulation 3, with SI 2010/2768",
}
_RULES_OF_NORTHERN_IRELAND = "SI 2004/3364, regulation 3, with SI 2009/1369"
_RULES_OF_SCOTLAND = "Freedom of Information (Time for Compliance) (Scotland) Regulations 2016"


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which an answer falls due (UK calendar dates); the same day twice when it is certain."""

    earliest: date
    latest: date
    steps: tuple[str, ...]


def school_rule(law: Law, facts: Facts) -> str | None:
    """Return the source of the school-day rule for this body, or None when it has none.

    Environmental information has no such rule (from memory, not confirmed); a Scottish state school is the council's.
    Source: SI 2004/3364 reg 3; SI 2010/2768; SI 2009/1369; the Scottish regulations of 2016.
    """
    kind = facts.body_kind
    if kind is None:
        return None
    if law is Law.FOISA:
        return _RULES_OF_SCOTLAND if kind in SCOTTISH_SCHOOLS else None
    if law is not Law.FOIA or kind not in STATE_SCHOOLS or facts.nation is Nation.SCOTLAND:
        return None
    if facts.nation is Nation.NORTHERN_IRELAND:
        return _RULES_OF_NORTHERN_IRELAND
    return _RULES.get(kind, "SI 2004/3364, regulation 3")


def school_span(clock: Clock, closures: tuple[DateRange, ...] | None) -> Span:
    """Return when a school's answer falls due: one day when its closed ranges are known, otherwise a range."""
    cap = clock.end(CAP)
    capped = count_step(clock.calendar, clock.start, CAP, cap, ending=_fees(clock))
    if closures is None:
        earliest = clock.end(SCHOOL_DAYS)
        return Span(earliest, cap, _unknown_steps(clock, earliest, cap, capped))
    on = _nth_school_day(clock, closures, cap)
    left_out = closure_words(closures, clock.start, on or cap)
    if on is None:
        last = f"The 20th school day comes after that ({left_out}), so the 60 working days decide: {day_words(cap)}."
        return Span(cap, cap, (_RULE, capped, last))
    steps = (
        _RULE,
        count_step(clock.calendar, clock.start, SCHOOL_DAYS, on, ending=f"{_fees(clock)}, {left_out}"),
        f"The 60th working day would be {day_words(cap)}, so the 20 school days decide.",
    )
    return Span(on, on, steps)


_RULE = "A school answers by the 20th school day or the 60th working day, whichever comes first."


def _nth_school_day(clock: Clock, closures: tuple[DateRange, ...], cap: date) -> date | None:
    """Return the 20th school day, or None when the 60th working day comes first."""
    in_session = (day for day in clock.days() if not any(first <= day <= last for first, last in closures))
    for number, day in enumerate(islice(in_session, SCHOOL_DAYS), start=1):
        if day > cap:
            return None
        if number == SCHOOL_DAYS:
            return day
    return None


def _unknown_steps(clock: Clock, earliest: date, cap: date, capped: str) -> tuple[str, ...]:
    return (
        _RULE,
        count_step(clock.calendar, clock.start, SCHOOL_DAYS, earliest, ending=_fees(clock)),
        capped,
        "We do not know which days this school was closed, so the answer is due not before "
        f"{day_words(earliest)} and not after {day_words(cap)} ({earliest.isoformat()} to {cap.isoformat()}); "
        "the date given is the latest possible.",
    )


def _fees(clock: Clock) -> str:
    return " and the days of the fees notice" if clock.paused else ""
