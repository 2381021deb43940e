"""By when must a site answer someone who asks about their own data? One month, or three where they were told in time.

The same clock as subject access (`subject_access`): article 12(3) sets it for every right. Pure; no legal advice.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dueregard.rules.law.calendar_months import add_months
from dueregard.rules.law.deadline_facts import DueDate, Event, Facts, NoDate
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import Law, Nation
from dueregard.rules.law.subject_access import due


class Right(StrEnum):
    """What a person may ask of whoever keeps data about them."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    OBJECTION = "objection"

    @property
    def label(self) -> str:
        """The right in words."""
        return _RIGHTS[self][0]

    @property
    def source(self) -> str:
        """Where it stands."""
        return _RIGHTS[self][1]


_RIGHTS = {
    Right.ACCESS: ("A copy of what we hold", "UK GDPR, articles 12(3) and 15"),
    Right.RECTIFICATION: ("A correction", "UK GDPR, articles 12(3) and 16"),
    Right.ERASURE: ("Erasing", "UK GDPR, articles 12(3) and 17"),
    Right.OBJECTION: ("An objection: stop using it, or take it off the public pages", "UK GDPR, articles 12(3) and 21"),
}


class ToldTooLate(ValueError):
    """More time can only be taken within the first month."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What happened to a request: UK calendar dates. `extended_on` is the day on which the person was told why."""

    received_on: date
    asked_who_on: date | None = None
    told_who_on: date | None = None
    extended_on: date | None = None


def last_day_to_extend(received_on: date) -> date:
    """Return the last day on which a person can be told that two further months are needed: article 12(3)."""
    return add_months(received_on, 1)


def answer_by(asked: Asked, holidays: Holidays) -> DueDate | NoDate:
    """Return by when it must be answered; no date while the person has not said who they are or what they mean.

    Raises: ImpossibleFacts, ToldTooLate
    Source: UK GDPR, articles 12(3) and 12A (Data (Use and Access) Act 2025, s.76).
    """
    if asked.extended_on and asked.extended_on > last_day_to_extend(asked.received_on):
        raise ToldTooLate(
            "The person must be told within one month of the request that it takes longer. That month was over."
        )
    facts = Facts(
        received=asked.received_on,
        nation=Nation.ENGLAND,
        law=Law.SAR,
        clarification_asked=asked.asked_who_on,
        clarification_received=asked.told_who_on,
    )
    return due(Event.RESPONSE_EXTENDED if asked.extended_on else Event.RESPONSE, facts, holidays)
