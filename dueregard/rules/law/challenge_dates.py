"""How long do you have to challenge an answer, and the body to answer the challenge: review, regulator, tribunal.

Leaves the first answer to `response_dates.py` and subject access to `subject_access.py`.
"""

from datetime import date, timedelta

from dueregard.rules.law.calendar_months import add_months
from dueregard.rules.law.deadline_facts import DueDate, Facts, Force, NoDate, Source
from dueregard.rules.law.deadline_words import count_step, coverage_steps, day_words, ignored_step, receipt_step
from dueregard.rules.law.laws import Law
from dueregard.rules.law.response_dates import response
from dueregard.rules.law.working_days import Calendar

REVIEW_REQUEST_DAYS = 40
FROM_MEMORY = "regulation number from memory, not confirmed"
CODE = Source("FOIA section 45 Code of Practice (4 July 2018)", "paragraph 5.3", "paragraph number not confirmed")
CODE_REVIEW = Source("FOIA section 45 Code of Practice (4 July 2018)", "part 5", "good practice, not statute")
ICO = Source(Law.FOIA.label, "section 50(2)(b)", "six weeks are the regulator's practice, not statute")
ICO_EIR = Source(Law.EIR.label, "regulation 18", f"{FROM_MEMORY}; six weeks are the regulator's practice, not statute")
TRIBUNAL = Source("General Regulatory Chamber Rules 2009", "rule 22", "rule number from memory, not confirmed")
SCOTTISH_REVIEW_REQUEST = Source(Law.FOISA.label, "section 20(5)")
SCOTTISH_REVIEW = Source(Law.FOISA.label, "section 21(1)")
SCOTTISH_APPLICATION = Source(Law.FOISA.label, "section 47")

_REVIEW_REQUEST = {
    Law.FOIA: (CODE, Force.CODE_OF_PRACTICE),
    Law.FOISA: (SCOTTISH_REVIEW_REQUEST, Force.STATUTE),
    Law.EIR: (Source(Law.EIR.label, "regulation 11(2)", FROM_MEMORY), Force.STATUTE),
    Law.EISR: (Source(Law.EISR.label, "regulation 16(2)", FROM_MEMORY), Force.STATUTE),
}
_REVIEW_RESPONSE = {
    Law.FOIA: (20, CODE_REVIEW, Force.CODE_OF_PRACTICE),
    Law.FOISA: (20, SCOTTISH_REVIEW, Force.STATUTE),
    Law.EIR: (40, Source(Law.EIR.label, "regulation 11(4)", FROM_MEMORY), Force.STATUTE),
    Law.EISR: (20, Source(Law.EISR.label, "regulation 16(4)", FROM_MEMORY), Force.STATUTE),
}


def review_request(law: Law, facts: Facts, calendar: Calendar) -> DueDate | NoDate:
    """Return the last day to ask for a review of a response: 40 working days after it.

    Source: s.45 Code; FOISA 2002 s.20(5); EIR 2004 reg 11; Scottish EIR reg 16.
    """
    source, force = _REVIEW_REQUEST[law]
    return _count_from(facts, calendar, REVIEW_REQUEST_DAYS, source, force, "The response was received")


def review_request_after_silence(law: Law, facts: Facts, calendar: Calendar) -> DueDate | NoDate:
    """Return the last day to require a review when no answer came: 40 working days after the time for it ended.

    For a Scottish school whose closed days are unknown, the earliest reading: nobody who keeps to it is too late.
    Raises: ImpossibleFacts
    Source: FOISA 2002 s.20(5); ICO's complaint pages for FOIA, which require no review where the body never answered.
    """
    if not law.is_scottish:
        because = (
            "If they never answered, you do not need a review: once the time has passed you can complain to the "
            "regulator straight away. There is no fixed last day; complain without undue delay."
        )
        return NoDate(because, Source(law.label, "section 50" if law is Law.FOIA else "regulation 18", "ICO practice"))
    first = response(law, facts, calendar)
    if isinstance(first, NoDate):
        return first
    ended = first.not_before or first.on
    on = calendar.nth(ended, REVIEW_REQUEST_DAYS)
    source, force = _REVIEW_REQUEST[law]

    def tell() -> tuple[str, ...]:
        steps = [*first.steps, f"The time for an answer ended on {day_words(ended)}."]
        if first.not_before:
            steps[-1] = (
                f"To be safe, assume the time for an answer ended on {day_words(ended)}, the earliest possible day."
            )
        after = count_step(calendar, ended, REVIEW_REQUEST_DAYS, on)
        return (*steps, after, *coverage_steps(calendar, ended, on))

    return DueDate(on, source, force, tell)


def review_response(law: Law, facts: Facts, calendar: Calendar) -> DueDate | NoDate:
    """Return the day by which the body should answer a review: 20 working days, or 40 under the EIR 2004.

    No school-day rule applies to a review.
    Source: s.45 Code; FOISA 2002 s.21(1); EIR 2004 reg 11; Scottish EIR reg 16.
    """
    count, source, force = _REVIEW_RESPONSE[law]
    return _count_from(facts, calendar, count, source, force, "The request for a review was received")


def review_response_exceptional(law: Law, facts: Facts, calendar: Calendar) -> DueDate | NoDate:
    """Return the day by which an exceptional review should be answered: 40 working days under FOIA's Code alone."""
    if law is Law.FOIA:
        what = "The request for a review was received"
        return _count_from(facts, calendar, 40, CODE_REVIEW, Force.CODE_OF_PRACTICE, what)
    count, source, _ = _REVIEW_RESPONSE[law]
    return NoDate(
        f"This law gives no extra time for an exceptional review: the limit is still {count} working days.", source
    )


def regulator(law: Law, facts: Facts, calendar: Calendar) -> DueDate | NoDate:
    """Return the last day to complain to the regulator: six weeks (ICO), six months in Scotland; not rolled.

    Source: FOIA 2000 s.50(2)(b) and ICO's complaint pages; FOISA 2002 s.47.
    """
    received = facts.received_on
    if law.is_scottish:
        return _six_months(facts, received, (f"The outcome of the review was received on {day_words(received)}.",))
    on = received + timedelta(weeks=6)
    steps = (
        f"The final response was received on {day_words(received)}.",
        f"The regulator asks for complaints within six weeks of that: {day_words(on)}. This is calendar time and "
        "is not moved for a weekend or a holiday; after that the regulator may say that you delayed too long.",
    )
    source = ICO if law is Law.FOIA else ICO_EIR
    return DueDate(on, source, Force.REGULATOR_PRACTICE, lambda: (*steps, *ignored_step(facts)))


def regulator_after_silence(law: Law, facts: Facts, calendar: Calendar) -> DueDate | NoDate:
    """Return the regulator's date when a review was asked for and never answered.

    FOIA and EIR 2004: the 40th working day, after which ICO accepts a complaint without an outcome. Scotland: the last
    day to apply, six months after the 20 working days of the review ended; not rolled.
    Source: ICO's complaint tool; FOISA 2002 ss.21(1) and 47.
    """
    received = facts.received_on
    opening = receipt_step(facts.received, what="The request for a review was received")
    if law.is_scottish:
        ended = calendar.nth(received, 20)
        period = f"The time for the review ended 20 working days later. {count_step(calendar, received, 20, ended)}"
        return _six_months(facts, ended, (opening, period, *coverage_steps(calendar, received, ended)))
    on = calendar.nth(received, 40)

    def tell() -> tuple[str, ...]:
        return (
            opening,
            count_step(calendar, received, 40, on),
            "If there is no outcome by the end of that day, the regulator will accept a complaint without one; "
            "complain without undue delay. If the body never answered the request itself, you need no review at all.",
            *ignored_step(facts),
            *coverage_steps(calendar, received, on),
        )

    source = ICO if law is Law.FOIA else ICO_EIR
    practice = Source(source.act, source.section, "the 40 days are the regulator's practice, not statute")
    return DueDate(on, practice, Force.REGULATOR_PRACTICE, tell)


def tribunal(law: Law, facts: Facts, calendar: Calendar) -> DueDate | NoDate:
    """Return the last day to appeal against a decision notice: 28 days after it was sent; not rolled.

    Source: General Regulatory Chamber Rules 2009, rule 22. Scotland has no such tribunal for FOISA.
    """
    if law.is_scottish:
        because = (
            "No tribunal hears Scottish information cases: you can appeal against the Commissioner's decision only on "
            "a point of law, to the Court of Session. We could not confirm its time limit; ask a solicitor at once."
        )
        return NoDate(because, Source(Law.FOISA.label, "section 56", "from memory, not confirmed"))
    sent = facts.received_on
    on = sent + timedelta(days=28)
    steps = (
        f"The regulator sent its decision notice on {day_words(sent)}.",
        f"28 days after that is {day_words(on)}. They are calendar days and are not moved for a weekend or a holiday.",
    )
    return DueDate(on, TRIBUNAL, Force.STATUTE, lambda: (*steps, *ignored_step(facts)))


def _count_from(facts: Facts, calendar: Calendar, count: int, source: Source, force: Force, what: str) -> DueDate:
    received = facts.received_on
    on = calendar.nth(received, count)

    def tell() -> tuple[str, ...]:
        opening = receipt_step(facts.received, what=what)
        counted = count_step(calendar, received, count, on)
        return (opening, counted, *ignored_step(facts), *coverage_steps(calendar, received, on))

    return DueDate(on, source, force, tell)


def _six_months(facts: Facts, ended: date, opening: tuple[str, ...]) -> DueDate:
    on = add_months(ended, 6)
    last = (
        f"You can apply to the Scottish Information Commissioner within six months of {day_words(ended)}: by "
        f"{day_words(on)}. This is calendar time and is not moved for a weekend or a holiday."
    )
    return DueDate(on, SCOTTISH_APPLICATION, Force.STATUTE, lambda: (*opening, last, *ignored_step(facts)))
