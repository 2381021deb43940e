"""Reads the holidays now in force and a school's closed days, and what a new list would change.

Leaves counting to `rules/` and every change to the actions.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Case, Count, Max, Subquery, UUIDField, When

from dueregard.records.bodies.models import Body
from dueregard.records.calendars.models import DayOverride, HolidayFile, SchoolClosure
from dueregard.rules.law.deadline_facts import DateRange
from dueregard.rules.law.holidays import Holidays, Override, parse_govuk_holidays, shipped_holidays
from dueregard.rules.law.laws import Nation


def current_holidays() -> Holidays:
    """Return the holidays in force: the built-in table, overridden by the newest loaded list and by the overrides.

    Its `version` changes whenever a day may have changed, including a school's closed days, so that anything that
    stores dates knows to count again. Two small queries; the value is kept per version.
    """
    newest, closures = _newest_file_and_closures()
    rows = DayOverride.objects.standing().values_list("nation", "on", "title", "is_holiday").order_by("on", "nation")
    overrides = tuple(Override(Nation(nation), on, title if holiday else None) for nation, on, title, holiday in rows)
    return _holidays(newest, overrides, closures)


def holidays_or_shipped() -> Holidays:
    """Return the holidays in force, or the built-in ones where there is no database yet."""
    name = settings.DATABASES["default"].get("NAME")
    if connection.vendor == "sqlite" and not Path(str(name)).exists():
        return shipped_holidays()
    try:
        return current_holidays()
    except DatabaseError:
        return shipped_holidays()


@lru_cache(maxsize=8)
def _holidays(file_id: str, overrides: tuple[Override, ...], closures: str) -> Holidays:
    holidays = shipped_holidays()
    if file_id:
        content = bytes(HolidayFile.objects.values_list("content", flat=True).get(pk=file_id))
        holidays = holidays.replaced_by(parse_govuk_holidays(content))
    holidays = holidays.overridden(overrides)
    return replace(holidays, version=f"{holidays.version}+closures:{closures}") if closures else holidays


def _newest_file_and_closures() -> tuple[str, str]:
    """Return the newest list's id, and a few characters that change with every closure; empty where there is none."""
    newest = HolidayFile.objects.values("pk")[:1]
    seen = SchoolClosure.objects.aggregate(
        known=Count("pk"),
        withdrawn=Count("withdrawn_at"),
        newest=Max("recorded_at"),
        last=Max("withdrawn_at"),
        # Asked along with them to save a query; it has nothing to do with closures.
        file=Case(When(known__gte=0, then=Subquery(newest)), output_field=UUIDField()),
    )
    file = str(seen.pop("file") or "")
    if not seen["known"]:
        return file, ""
    return file, hashlib.sha256(repr(sorted(seen.items())).encode()).hexdigest()[:8]


def closures_of(body: Body, *, after: date | None = None) -> tuple[DateRange, ...]:
    """Return a school's closed ranges: its own, otherwise those of its council's area; empty when they are unknown.

    With `after`, the day a clock starts, ranges that are all outside the next twelve weeks count as unknown: no school
    is open for twelve weeks on end, so its dates for that time have not been entered.
    """
    standing = SchoolClosure.objects.standing()
    found = list(standing.filter(body=body).values_list("first_on", "last_on"))
    if not found and body.area_code:
        found = list(standing.filter(area_code=body.area_code).values_list("first_on", "last_on"))
    if after and not any(last > after and (first - after).days <= 12 * 7 for first, last in found):
        return ()
    return tuple(DateRange(first, last) for first, last in found)


@dataclass(frozen=True, slots=True)
class HolidayChange:
    """One day on which two calendars differ in one nation; an empty title means a working day."""

    nation: Nation
    on: date
    was: str
    becomes: str


def holiday_changes(content: bytes) -> tuple[HolidayChange, ...]:
    """Return what loading this list would change for a count: days that become or stop being holidays, and titles.

    Raises: NotAHolidayFile
    """
    before = current_holidays()
    listed = parse_govuk_holidays(content)
    overrides = [
        Override(Nation(row.nation), row.on, row.title if row.is_holiday else None)
        for row in DayOverride.objects.standing()
    ]
    after = shipped_holidays().replaced_by(listed).overridden(overrides)
    return tuple(_differences(before, after))


def _differences(before: Holidays, after: Holidays) -> Iterable[HolidayChange]:
    for nation in Nation:
        was, becomes = before.by_nation[nation], after.by_nation[nation]
        for on in sorted(set(was) | set(becomes)):
            if (on in was) != (on in becomes):
                yield HolidayChange(nation, on, was.get(on, ""), becomes.get(on, ""))
