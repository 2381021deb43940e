"""Which date follows if a reply is recorded as this or that: said beside each answer, before anybody presses a button.

The law engine counts it as it will when the reply is sorted (rules/casework/standing); nothing is stored.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from dueregard.parts.foi.models import Case
from dueregard.parts.foi.queries.law_facts import happened_in, who_answers
from dueregard.records.calendars.queries import holidays_of
from dueregard.rules.casework.events import EventKind, Happened
from dueregard.rules.casework.standing import Standing, stand
from dueregard.rules.law.deadline_words import day_words

NOTHING = "No deadline follows."


def what_follows(case: Case, on: date, kinds: Iterable[EventKind]) -> Mapping[EventKind, str]:
    """Return in words what follows from a reply of a UK calendar day, for each thing that it may say. Three queries."""
    happened = happened_in(case)
    who, holidays = who_answers(case, happened), holidays_of(case.calendar_version)
    return {kind: _says(stand([*happened, Happened(kind, on)], who, holidays)) for kind in kinds}


def _says(standing: Standing) -> str:
    if standing.due is None:
        return NOTHING
    earliest = standing.due.not_before
    perhaps = " at the latest" if earliest and earliest != standing.due.on else ""
    return f"{standing.due.what} {day_words(standing.due.on)}{perhaps}."
