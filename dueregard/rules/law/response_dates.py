"""When must a body answer a request under FOIA, FOISA and the two sets of environmental regulations?

Leaves subject access to `subject_access.py`, and reviews, regulators and tribunals to `challenge_dates.py`.
"""

from datetime import date, timedelta

from dueregard.rules.law.deadline_facts import DueDate, Facts, Force, NoDate, Source
from dueregard.rules.law.deadline_words import count_step, coverage_steps, day_words, receipt_step, weekday_name
from dueregard.rules.law.laws import Law
from dueregard.rules.law.response_clock import CLARIFICATION_SOURCES, DAYS_TO_ANSWER, FEE_SOURCES, Clock, running_clock
from dueregard.rules.law.school_days import Span, school_rule, school_span
from dueregard.rules.law.working_days import Calendar

DAYS_WITH_EXTENSION = 40

RESPONSE_SOURCES = {
    Law.FOIA: Source(Law.FOIA.label, "section 10(1) and (6)"),
    Law.FOISA: Source(Law.FOISA.label, "section 10(1) and section 73"),
    Law.EIR: Source(Law.EIR.label, "regulation 5(2)", "regulation number from memory, not confirmed"),
    Law.EISR: Source(Law.EISR.label, "regulation 5(2)", "regulation number from memory, not confirmed"),
}


def response(law: Law, facts: Facts, calendar: Calendar) -> DueDate | NoDate:
    """Return the last day for the answer: the 20th working day, or what `school_days.py` says of a school.

    Raises: ImpossibleFacts
    Source: FOIA 2000 ss.1(3), 9, 10; SI 2004/3364 reg 3; FOISA 2002 ss.1(3), 10, 73; EIR 2004 reg 5(2).
    """
    clock = running_clock(law, facts, calendar)
    if isinstance(clock, NoDate):
        return clock
    rule = school_rule(law, facts)
    if rule is not None:
        span = school_span(clock, facts.closures)
        if stopped := clock.stopped_by(span.latest):
            return stopped
        source = Source(RESPONSE_SOURCES[law].act, RESPONSE_SOURCES[law].section, rule)
        return DueDate(
            span.latest,
            source,
            Force.STATUTE,
            lambda: (*_opening_steps(clock, facts), *span.steps, *_closing_steps(clock, span)),
            not_before=span.earliest if span.earliest < span.latest else None,
        )
    on = clock.end(DAYS_TO_ANSWER)
    if stopped := clock.stopped_by(on):
        return stopped
    return DueDate(on, RESPONSE_SOURCES[law], Force.STATUTE, lambda: _plain_steps(clock, facts, on))


_EXTENSIONS = {
    Law.FOIA: (
        Source(Law.FOIA.label, "section 10(3)", "the 40 days come from ICO's guidance, not statute"),
        Force.REGULATOR_PRACTICE,
        "Only the public interest decision on a named qualified exemption may take longer, and the body must say so, "
        "with an estimate, within the first 20 working days. The law asks for what is reasonable in the circumstances; "
        "the regulator's guidance is no more than 20 further working days, 40 in all.",
    ),
    Law.EIR: (
        Source(Law.EIR.label, "regulation 7(1)", "regulation number from memory, not confirmed"),
        Force.STATUTE,
        "Only a request that is both complex and voluminous allows 40 working days instead of 20.",
    ),
    Law.EISR: (
        Source(Law.EISR.label, "regulation 7", "regulation number from memory, not confirmed"),
        Force.STATUTE,
        "Only a request that is both complex and voluminous allows 40 working days instead of 20.",
    ),
}


def response_extended(law: Law, facts: Facts, calendar: Calendar) -> DueDate | NoDate:
    """Return the last day for an answer that needs more time, 40 working days in all.

    For a school the ordinary limit applies where it ends later than that.
    Raises: ImpossibleFacts
    Source: FOIA 2000 s.10(3) and ICO guidance; EIR 2004 reg 7; FOISA 2002 has no such extension.
    """
    if law is Law.FOISA:
        because = (
            "The Freedom of Information (Scotland) Act 2002 gives no extra time for the public interest: "
            "the limit is still the 20 working days of section 10(1)."
        )
        return NoDate(because, RESPONSE_SOURCES[law])
    clock = running_clock(law, facts, calendar)
    if isinstance(clock, NoDate):
        return clock
    source, force, when = _EXTENSIONS[law]
    yardstick = clock.end(DAYS_WITH_EXTENSION)
    span = school_span(clock, facts.closures) if school_rule(law, facts) is not None else Span(yardstick, yardstick, ())
    on = max(yardstick, span.earliest)
    if stopped := clock.stopped_by(on):
        return stopped

    def tell() -> tuple[str, ...]:
        steps = [*_opening_steps(clock, facts), _count(clock, DAYS_WITH_EXTENSION, yardstick), when]
        if on > yardstick:
            steps.append(
                f"This school's ordinary limit ends later, on {day_words(on)}, because of its closed days; it applies."
            )
        elif span.latest > yardstick:
            steps.append(
                f"We do not know its term dates: the ordinary limit may end as late as {day_words(span.latest)}, "
                "so do not treat it as late before then."
            )
        return (*steps, *coverage_steps(calendar, clock.start, on))

    return DueDate(on, source, force, tell, late_after_on=max(on, span.latest))


def _opening_steps(clock: Clock, facts: Facts) -> tuple[str, ...]:
    if facts.clarification_received:
        asked = facts.clarification_asked
        steps = [
            f"Received on {day_words(facts.received_on)}.",
            (f"The body asked for clarification on {day_words(asked)}. " if asked else "")
            + f"The clarification reached it on {day_words(clock.start)}: that is the new day 0, and a fresh "
            f"{DAYS_TO_ANSWER} working days run ({CLARIFICATION_SOURCES[clock.law]}).",
        ]
        late = asked and asked > clock.calendar.nth(facts.received_on, DAYS_TO_ANSWER)
        if late:
            steps.append("It asked after its first 20 working days had passed, so ask why it took so long.")
    else:
        steps = [receipt_step(facts.received)]
        if not clock.calendar.is_working(clock.start):
            steps.append(_not_a_working_day(clock))
    if clock.paused:
        notice, paid = clock.paused
        steps.append(
            f"A fees notice was given on {day_words(notice)} and the fee received on {day_words(paid)}: the working "
            f"days from one to the other, both included, do not count ({FEE_SOURCES[clock.law]})."
        )
    if clock.unpaid:
        given = day_words(clock.unpaid[0])
        steps.append(
            f"A fees notice was given only on {given}, after the time had run out, so it does not stop the clock."
        )
    return tuple(steps)


def _not_a_working_day(clock: Clock) -> str:
    holiday = clock.calendar.holiday_on(clock.start)
    name = f"a holiday ({holiday.title})" if holiday else f"a {weekday_name(clock.start)}"
    opens = clock.calendar.nth(clock.start, 1)
    return (
        f"That is {name}, but the law still counts from it. (Some bodies count from the next working day, "
        f"{day_words(opens)}; the law does not say so.)"
    )


def _count(clock: Clock, count: int, on: date) -> str:
    ending = " and the days of the fees notice" if clock.paused and on != clock.calendar.nth(clock.start, count) else ""
    return count_step(clock.calendar, clock.start, count, on, ending=ending)


def _plain_steps(clock: Clock, facts: Facts, on: date) -> tuple[str, ...]:
    steps = (*_opening_steps(clock, facts), _count(clock, DAYS_TO_ANSWER, on))
    return (*steps, *_closing_steps(clock, Span(on, on, ())))


def _closing_steps(clock: Clock, span: Span) -> tuple[str, ...]:
    late_from = span.latest + timedelta(days=1)
    return (f"It is late from {day_words(late_from)}.", *coverage_steps(clock.calendar, clock.start, span.latest))
