"""The public calculator's answer to one question: a date with its reasons and a picture, or why there is none."""

from dataclasses import dataclass
from datetime import date

from dueregard.records.calendars.queries.in_force import current_holidays
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.day_strip import DayMark, day_strip
from dueregard.rules.law.deadlines import DueDate, Event, Facts, Force, NoDate, due
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import Law, Nation, law_for

_COUNTED = frozenset(
    {
        Event.RESPONSE,
        Event.RESPONSE_EXTENDED,
        Event.REVIEW_REQUEST,
        Event.REVIEW_RESPONSE,
        Event.REVIEW_RESPONSE_EXCEPTIONAL,
    }
)
_FORCES = {
    Force.STATUTE: "The law itself sets this date.",
    Force.CODE_OF_PRACTICE: "This is good practice under an official code, not a date the law itself sets.",
    Force.REGULATOR_PRACTICE: "This is the regulator's guidance, not a date the law itself sets.",
}


@dataclass(frozen=True, slots=True)
class DatesAnswer:
    """What the calculator says. Either `due` is a date, or `no_date` says why there is none."""

    question: str
    label: str
    due: DueDate | None
    no_date: str
    source: str
    not_before: date | None
    remind_on: date | None
    force: str
    days: tuple[DayMark, ...]


def answer_question(event: Event, facts: Facts) -> DatesAnswer:
    """Return the answer of the law engine with the holidays now in force.

    Raises: ImpossibleFacts
    """
    holidays = current_holidays()
    found = due(event, facts, holidays)
    label = "The body must act by" if event.binds_the_body else "Your last day"
    if event is Event.REGULATOR_AFTER_SILENCE and not _is_scottish(facts):
        label = "You can complain after"
    if isinstance(found, NoDate):
        return DatesAnswer(event.label, label, None, found.because, str(found.source or ""), None, None, "", ())
    return DatesAnswer(
        question=event.label,
        label="At the latest" if found.not_before else label,
        due=found,
        no_date="",
        source=str(found.source),
        not_before=found.not_before,
        remind_on=found.remind_on,
        force=_FORCES[found.kind],
        days=_picture(event, facts, found, holidays),
    )


def _is_scottish(facts: Facts) -> bool:
    law = _law_of(facts)
    return law is not None and law.is_scottish


def _law_of(facts: Facts) -> Law | None:
    if facts.law or facts.body_kind is None:
        return facts.law
    return law_for(nation=facts.nation or Nation.ENGLAND, kind=facts.body_kind).law


def _picture(event: Event, facts: Facts, found: DueDate, holidays: Holidays) -> tuple[DayMark, ...]:
    """Return the days from receipt to the due date, where a plain count of working days led from one to the other."""
    law = _law_of(facts)
    plain = not (facts.clarification_received or facts.fee_received or facts.closures or found.not_before)
    if law is None or law is Law.SAR or event not in _COUNTED or not plain:
        return ()
    return day_strip(received_on=facts.received_on, until_on=found.on, calendar=calendar_for(law, holidays))
