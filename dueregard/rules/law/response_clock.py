"""Is the clock for the first answer running, from which day, and which working days does a fees notice remove?

The 20 days of the first answer are here and dated in `response_dates.py`; a school's closed days, in `school_days.py`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dueregard.rules.law.calendar_months import add_months
from dueregard.rules.law.deadline_facts import Facts, ImpossibleFacts, NoDate, Source
from dueregard.rules.law.deadline_words import day_words
from dueregard.rules.law.laws import Law
from dueregard.rules.law.working_days import Calendar

DAYS_TO_ANSWER = 20

FEE_SOURCES = {
    Law.FOIA: "sections 9 and 10(2)",
    Law.FOISA: "sections 9 and 10",
    Law.EIR: "regulation 8 (from memory, not confirmed)",
    Law.EISR: "regulation 8 (from memory, not confirmed)",
}
CLARIFICATION_SOURCES = {
    Law.FOIA: "section 1(3)",
    Law.FOISA: "section 1(3)",
    Law.EIR: "regulation 9 (from memory, not confirmed)",
    Law.EISR: "regulation 9 (from memory, not confirmed)",
}


class Clock(NamedTuple):
    """A response clock that runs: its day 0 and the working days of a fees notice that do not count.

    `paused` are the first and last day of the fees notice, both left out; None when there was none.
    `unpaid` is the day of a fees notice that was never paid, or too late, and what it says; it stops the clock unless
    the time had run out before it.
    """

    law: Law
    start: date
    paused: tuple[date, date] | None
    calendar: Calendar
    unpaid: tuple[date, NoDate] | None = None

    def stopped_by(self, on: date) -> NoDate | None:
        """Return why the clock is stopped on the day it would end, or None: a notice after that day stops nothing."""
        return self.unpaid[1] if self.unpaid and self.unpaid[0] <= on else None

    def end(self, count: int) -> date:
        """Return the `count`th working day, the days of the fees notice left out.

        A notice given after that day comes too late to stop the clock.
        """
        plain = self.calendar.nth(self.start, count)
        if not self.paused or self.paused[0] > plain:
            return plain
        first = max(self.paused[0], self.start + timedelta(days=1))
        left_out = max(self.calendar.count_between(first - timedelta(days=1), self.paused[1]), 0)
        return self.calendar.nth(self.start, count + left_out)

    def days(self) -> Iterator[date]:
        """Yield the working days that count, in order, the days of the fees notice left out."""
        for day in self.calendar.working_days_from(self.start):
            if not self.paused or not self.paused[0] <= day <= self.paused[1]:
                yield day


def running_clock(law: Law, facts: Facts, calendar: Calendar) -> Clock | NoDate:
    """Return the clock for the first answer, or why it is not running.

    Raises: ImpossibleFacts; OutsideCalendar when the receipt lies in no year we know, though the clock began later.
    """
    if not (facts.clarification_asked or facts.clarification_received or facts.fees_notice_given or facts.fee_received):
        return Clock(law, facts.received_on, None, calendar)
    _check_order(facts)
    calendar.nth(facts.received_on, DAYS_TO_ANSWER)
    if facts.clarification_asked and not facts.clarification_received:
        return NoDate(
            f"The clock is not running: on {day_words(facts.clarification_asked)} the body asked for clarification it "
            f"says it reasonably needs. The day your clarification reaches it is the new day 0, and a fresh "
            f"{DAYS_TO_ANSWER} working days follow.",
            Source(law.label, CLARIFICATION_SOURCES[law]),
        )
    start = facts.clarification_received or facts.received_on
    notice, paid = facts.fees_notice_given, facts.fee_received
    if notice is None or (facts.clarification_received and paid and paid <= start):
        return Clock(law, start, None, calendar)
    last_day_to_pay = add_months(notice, 3) - timedelta(days=1)
    source = Source(law.label, FEE_SOURCES[law])
    if paid is None:
        why = NoDate(
            f"The clock is paused: a fees notice was given on {day_words(notice)}, and the working days from then "
            "until the fee is received do not count. The fee must be paid within three months (not confirmed): on our "
            f"reading by {day_words(last_day_to_pay)}.",
            source,
        )
        return Clock(law, start, None, calendar, (notice, why))
    if law in (Law.FOIA, Law.FOISA) and paid > last_day_to_pay:
        why = NoDate(
            f"The fee was received on {day_words(paid)}, over three months after the notice of {day_words(notice)} "
            "(three months: not confirmed). The body then does not have to answer; ask again.",
            source,
        )
        return Clock(law, start, None, calendar, (notice, why))
    return Clock(law, start, (notice, paid), calendar)


def _check_order(facts: Facts) -> None:
    received = facts.received_on
    asked, given = facts.clarification_asked, facts.clarification_received
    notice, paid = facts.fees_notice_given, facts.fee_received
    if asked and asked < received:
        raise ImpossibleFacts("The clarification was asked for before the request was received. Check both dates.")
    if given and given < (asked or received):
        raise ImpossibleFacts("The clarification was received before it was asked for. Check both dates.")
    if notice and notice < received:
        raise ImpossibleFacts("The fees notice was given before the request was received. Check both dates.")
    if paid and not notice:
        raise ImpossibleFacts("A fee was received but no fees notice was given. Add the day of the notice.")
    if paid and notice and paid < notice:
        raise ImpossibleFacts("The fee was received before the fees notice was given. Check both dates.")
