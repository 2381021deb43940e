"""When must a controller answer a person's request for their own data? In calendar months, rolled to a working day.

Leaves every other law to `response_dates.py`. No school-holiday pause exists here.
"""

from datetime import date, timedelta

from dueregard.rules.law.calendar_months import add_months
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.deadline_facts import DueDate, Event, Facts, Force, ImpossibleFacts, NoDate, Source
from dueregard.rules.law.deadline_words import coverage_steps, day_words, receipt_step, weekday_name
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import UK_WIDE, BodyKind, Law, Nation
from dueregard.rules.law.working_days import Calendar

ONE_MONTH = Source("UK GDPR", "articles 12, 12A and 15", "counted as ICO counts")
COMPLAINT = Source("Data Protection Act 2018", "section 164A")
_MONTHS = {Event.RESPONSE: 1, Event.RESPONSE_EXTENDED: 3}
_NO_DATE = {
    Event.REVIEW_REQUEST: "There is no internal review for subject access. You can complain to the controller first; "
    "there is no fixed deadline for that.",
    Event.REVIEW_REQUEST_AFTER_SILENCE: "There is no internal review for subject access. You can complain to the "
    "controller as soon as its time has passed; there is no fixed deadline for that.",
    Event.REVIEW_RESPONSE_EXCEPTIONAL: "There is no internal review for subject access, so no extra time for one.",
    Event.REGULATOR: "We know of no fixed last day to complain to the regulator about subject access. Complain to the "
    "controller first, and do not wait long.",
    Event.REGULATOR_AFTER_SILENCE: "We know of no fixed day after which the regulator acts on a controller's silence. "
    "Complain to the controller first; it must acknowledge that within 30 days.",
    Event.TRIBUNAL: "You cannot appeal to the tribunal against the regulator's view of a subject access complaint in "
    "the way you can against a decision notice (from memory, not confirmed).",
}


def due(event: Event, facts: Facts, holidays: Holidays) -> DueDate | NoDate:
    """Return the last day of a controller's answer: the corresponding date one month on, or three when extended.

    Raises: ImpossibleFacts
    Source: UK GDPR arts 12, 12A, 15; ICO's guidance on counting; Data (Use and Access) Act 2025 s.76.
    """
    if event is Event.REVIEW_RESPONSE:
        return _complaint(facts)
    if event in _NO_DATE:
        return NoDate(_NO_DATE[event], COMPLAINT)
    unpaid = _unpaid(facts)
    if unpaid:
        return unpaid
    nation = facts.nation or _england(facts)
    calendar = calendar_for(Law.SAR, holidays, nation=nation)
    start = max(facts.received_on, facts.fee_received or facts.received_on)
    months = _MONTHS[event]
    corresponding = add_months(start, months)
    if waiting := _waiting(facts, calendar.on_or_after(corresponding)):
        return waiting
    counted_to = corresponding + timedelta(days=_days_waiting(facts, start, calendar.on_or_after(corresponding)))
    on = calendar.on_or_after(counted_to)
    strictly = counted_to - timedelta(days=1)
    remind_on = calendar.on_or_before(strictly)

    def tell() -> tuple[str, ...]:
        steps = [*_start_steps(facts, start), *_month_steps(start, months, corresponding)]
        if counted_to != corresponding:
            steps.append(_waiting_step(facts, start, counted_to))
        elif facts.clarification_asked:
            steps.append(_no_waiting_step(facts.clarification_asked, start))
        if on != counted_to:
            steps.append(_rolled_step(calendar, nation, counted_to, on))
        steps.append(
            f"On a strict reading of the law time ends a day earlier, on {day_words(strictly)}, so remind them on "
            f"{day_words(remind_on)}; do not treat it as late before {day_words(on + timedelta(days=1))}."
        )
        if facts.body_kind in (BodyKind.POLICE_FORCE, BodyKind.UK_POLICE_FORCE):
            steps.append("The police may say that Part 3 of the Data Protection Act 2018, with its own rules, applies.")
        return (*steps, *coverage_steps(calendar, start, on))

    return DueDate(on, ONE_MONTH, Force.STATUTE, tell, remind_on=remind_on)


def _complaint(facts: Facts) -> NoDate:
    by = facts.received_on + timedelta(days=30)
    return NoDate(
        "There is no internal review for subject access. A complaint to the controller must be acknowledged within 30 "
        f"days, by {day_words(by)} if it arrived on {day_words(facts.received_on)}; its answer has no fixed deadline.",
        COMPLAINT,
    )


def _england(facts: Facts) -> Nation:
    if facts.body_kind not in UK_WIDE:
        raise ImpossibleFacts(
            "The nation is missing: subject access dates depend on the holidays of the body's own nation."
        )
    return Nation.ENGLAND


def _unpaid(facts: Facts) -> NoDate | None:
    """Return why the clock has not started; refuse facts that contradict each other."""
    asked, given = facts.clarification_asked, facts.clarification_received
    if asked and asked < facts.received_on:
        raise ImpossibleFacts("The clarification was asked for before the request was received. Check both dates.")
    if given and not asked:
        raise ImpossibleFacts("A clarification was received but none was asked for. Add the day it was asked.")
    if given and asked and given < asked:
        raise ImpossibleFacts("The clarification was received before it was asked for. Check both dates.")
    if facts.fee_received and not facts.fees_notice_given:
        raise ImpossibleFacts("A fee was received but no fees notice was given. Add the day of the notice.")
    if facts.fee_received and facts.fees_notice_given and facts.fee_received < facts.fees_notice_given:
        raise ImpossibleFacts("The fee was received before the fees notice was given. Check both dates.")
    if facts.fees_notice_given and not facts.fee_received:
        because = (
            f"The clock has not started: where a fee is allowed the month runs from its payment, and the fee asked for "
            f"on {day_words(facts.fees_notice_given)} has not been received."
        )
        return NoDate(because, Source("UK GDPR", "article 12A"))
    return None


def _waiting(facts: Facts, limit: date) -> NoDate | None:
    """Return that a clarification is still awaited; one asked for after the limit stops nothing."""
    asked, given = facts.clarification_asked, facts.clarification_received
    if asked and not given and asked <= limit:
        because = (
            f"The clock is paused: the body asked for clarification on {day_words(asked)}, and the days until "
            "it arrives do not count."
        )
        return NoDate(because, Source("UK GDPR", "article 12A", "as the parallel Data Protection Act 2018, section 54"))
    return None


def _days_waiting(facts: Facts, start: date, limit: date) -> int:
    """Return the days from asking to receiving a clarification, both included, as far as the month was running.

    None when it was asked for after the limit: the time had run out.
    """
    asked, given = facts.clarification_asked, facts.clarification_received
    if not asked or not given or asked > limit:
        return 0
    return max((given - max(asked, start)).days + 1, 0)


def _start_steps(facts: Facts, start: date) -> tuple[str, ...]:
    steps = (receipt_step(facts.received).replace(", which is day 0.", ".").replace("; that day is day 0.", "."),)
    if start == facts.received_on:
        return steps
    return (*steps, f"A fee was allowed and received on {day_words(start)}: the month runs from then.")


def _month_steps(start: date, months: int, corresponding: date) -> tuple[str, ...]:
    length = "One month" if months == 1 else "Three months (one, and two further for complexity or number)"
    if corresponding.day == start.day:
        found = f"{length} later is the corresponding date, {day_words(corresponding)}."
    else:
        found = (
            f"{length} later there is no day {start.day}, so take the last of the month: {day_words(corresponding)}."
        )
    if months == 1:
        return (found,)
    return (found, "The body must have said so, with its reasons, within the first month.")


def _waiting_step(facts: Facts, start: date, counted_to: date) -> str:
    asked, given = facts.clarification_asked, facts.clarification_received
    if not asked or not given:
        raise ImpossibleFacts("No clarification was asked for and received.")
    asked = max(asked, start)
    days = (given - asked).days + 1
    counted = (
        f"1 day ({day_words(asked)})"
        if days == 1
        else f"{days} days from {day_words(asked)} to {day_words(given)}, both included"
    )
    return f"The wait for a clarification does not count: {counted}. That gives {day_words(counted_to)}."


def _no_waiting_step(asked: date, start: date) -> str:
    when = "before the month began" if asked < start else "when the time had run out"
    return f"A clarification was asked for on {day_words(asked)}, {when}, so it adds no time."


def _rolled_step(calendar: Calendar, nation: Nation, counted_to: date, on: date) -> str:
    holiday = calendar.holiday_on(counted_to)
    name = f"a holiday ({holiday.title})" if holiday else f"a {weekday_name(counted_to)}"
    return f"{day_words(counted_to)} is {name}, so it moves to the next working day in {nation.label}: {day_words(on)}."
