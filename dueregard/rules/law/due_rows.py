"""Reads one question to the law engine as a row of text cells, and answers it with three: due, because, source.

Leaves the law to `deadlines.py`, and reading and writing files to the caller.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeVar

from dueregard.rules.law.deadline_facts import DateRange, DueDate, Event, Facts, ImpossibleFacts, uk_day
from dueregard.rules.law.deadlines import due
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import BodyKind, Law, Nation

COLUMNS = (
    "received",
    "nation",
    "body_kind",
    "law",
    "event",
    "clarification_asked",
    "clarification_received",
    "fees_notice_given",
    "fee_received",
    "closures",
)
ANSWER_COLUMNS = ("due", "because", "source")

Chosen = TypeVar("Chosen", bound=StrEnum)


class UnreadableCell(ValueError):
    """This engine cannot read a cell; the words say which cell and what it accepts."""


class Answer(NamedTuple):
    """What is added to the row. `due` is an ISO date, or empty when there is none."""

    due: str
    because: str
    source: str
    was_read: bool


def answer_row(row: Mapping[str, str], holidays: Holidays) -> Answer:
    """Answer one row; a row that cannot be read is told what is wrong. Missing columns count as empty."""
    try:
        event, facts = read_row(row)
        found = due(event, facts, holidays)
    except (UnreadableCell, ImpossibleFacts) as error:
        return Answer("", f"We could not read this row. {error}", "", False)
    if isinstance(found, DueDate):
        return Answer(found.on.isoformat(), found.because, str(found.source), True)
    return Answer("", found.because, str(found.source or ""), True)


def read_row(row: Mapping[str, str]) -> tuple[Event, Facts]:
    """Return the event and the facts that a row's cells say; an empty event means the response.

    Raises: UnreadableCell
    """
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not cells["received"]:
        raise UnreadableCell(
            "received is empty. Enter a day like 2026-03-13, or a date and time like 2026-03-13T23:30:00Z."
        )
    return _chosen("event", cells["event"], Event) or Event.RESPONSE, Facts(
        received=_moment("received", cells["received"]),
        nation=_chosen("nation", cells["nation"], Nation),
        body_kind=_chosen("body_kind", cells["body_kind"], BodyKind),
        law=_chosen("law", cells["law"], Law),
        clarification_asked=_day("clarification_asked", cells),
        clarification_received=_day("clarification_received", cells),
        fees_notice_given=_day("fees_notice_given", cells),
        fee_received=_day("fee_received", cells),
        closures=read_closures(cells["closures"]) if cells["closures"] else None,
    )


@lru_cache(maxsize=1024)
def read_closures(text: str) -> tuple[DateRange, ...]:
    """Return closed ranges written like `2026-07-22..2026-09-01;2026-10-26..2026-10-30`; a single day needs no `..`.

    `none` says that the dates are known and the school closes on holidays only.
    Raises: UnreadableCell
    """
    closures: list[DateRange] = []
    if text.strip().lower() == "none":
        return ()
    for part in filter(None, (part.strip() for part in text.replace("\n", ";").split(";"))):
        first_text, dots, last_text = part.partition("..")
        try:
            first = date.fromisoformat(first_text.strip())
            last = date.fromisoformat(last_text.strip()) if dots else first
        except ValueError:
            raise UnreadableCell(f'closures: "{part}" is not a range like 2026-07-22..2026-09-01.') from None
        if last < first:
            raise UnreadableCell(f'closures: "{part}" ends before it begins. Swap the two days.')
        closures.append(DateRange(first, last))
    return tuple(sorted(closures))


def _chosen(name: str, text: str, choices: type[Chosen]) -> Chosen | None:
    if not text:
        return None
    try:
        return choices(text.lower().replace(" ", "_").replace("-", "_"))
    except ValueError:
        known = ", ".join(choice.value for choice in choices)
        raise UnreadableCell(f'{name} "{text}" is not recognised. Use one of: {known}.') from None


def _day(name: str, cells: Mapping[str, str]) -> date | None:
    return uk_day(_moment(name, cells[name])) if cells[name] else None


def _moment(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text) if len(text) <= len("2026-03-13") else datetime.fromisoformat(text)
    except ValueError:
        raise UnreadableCell(
            f'{name} "{text}" is not a date. Write it like 2026-03-13, or with a time like 2026-03-13T23:30:00Z.'
        ) from None
