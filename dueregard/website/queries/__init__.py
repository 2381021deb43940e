"""What the home page shows: what changed lately, and what the law says about a question that is asked today.

Which line of a history is public is decided in records/history; the date, in rules/law/deadlines.
"""

from dataclasses import dataclass
from datetime import datetime

from dueregard.foundation.packs.models import Pack
from dueregard.records.calendars.queries import current_holidays
from dueregard.records.history.queries import HistoryLine, latest_public
from dueregard.rules.law.calendars import calendar_for
from dueregard.rules.law.day_strip import DayMark, day_strip
from dueregard.rules.law.deadlines import DueDate, Event, Facts, due, uk_day
from dueregard.rules.law.laws import Law

NEWEST = 6


@dataclass(frozen=True, slots=True)
class AskedToday:
    """When a body must answer that receives a question today, and the days of that count."""

    due: DueDate
    days: tuple[DayMark, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty that the campaign is about, in the words of its pack."""

    name: str
    summary: str
    source: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page's own content, beside its doors."""

    duty: Duty | None
    changes: list[HistoryLine]
    asked_today: AskedToday | None


def home_page(now: datetime) -> HomePage:
    """Return what the home page shows at this moment."""
    return HomePage(duty=duty(), changes=latest_public(limit=NEWEST), asked_today=asked_today(now))


def duty() -> Duty | None:
    """Return the duty of the pack installed last; None before one is installed."""
    pack = Pack.objects.only("description").first()
    if pack is None:
        return None
    said = pack.description["duty"]
    return Duty(said["name"], said.get("summary", ""), f"{said['statute']}, {said['section']}")


def asked_today(now: datetime) -> AskedToday | None:
    """Return the date for a request under the Act of 2000 that is received on this day; None outside the calendar."""
    holidays = current_holidays()
    today = uk_day(now)
    answer = due(Event.RESPONSE, Facts(received=today, law=Law.FOIA), holidays)
    if not isinstance(answer, DueDate):
        return None
    calendar = calendar_for(Law.FOIA, holidays)
    return AskedToday(answer, day_strip(received_on=today, until_on=answer.on, calendar=calendar))
