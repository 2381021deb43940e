"""What the law engine is told of a case: what happened in it, and who answers."""

from datetime import date

from dueregard.parts.foi.models import Case
from dueregard.records.calendars.queries import closures_of
from dueregard.rules.casework.events import EventKind, Happened
from dueregard.rules.casework.standing import WhoAnswers
from dueregard.rules.law.deadlines import DateRange
from dueregard.rules.law.laws import BodyKind, Law, Nation

STARTS = {EventKind.REQUEST_RECEIVED, EventKind.CLARIFICATION_GIVEN}


def happened_in(case: Case) -> list[Happened]:
    """Return what happened in a case and was not crossed out. One query."""
    return [
        Happened(
            kind=EventKind(event.kind),
            on=event.on,
            sections=tuple(event.details.get("sections", ())),
            until=_day(event.details.get("until")),
        )
        for event in case.events.all()
        if event.struck_at is None
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def who_answers(case: Case, happened: list[Happened]) -> WhoAnswers:
    """Return what the clock needs to know; a school's closures are unknown where none were entered for this time."""
    body = case.body
    starts = [each.on for each in happened if each.kind in STARTS]
    closures = closures_of(body, after=max(starts, default=None))
    return WhoAnswers(
        nation=Nation(body.nation),
        kind=BodyKind(body.kind),
        law=Law(case.law),
        closures=tuple(DateRange(first, last) for first, last in closures) or None,
    )
