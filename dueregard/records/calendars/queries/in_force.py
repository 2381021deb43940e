"""Reads the holidays now in force and a school's closed days, and what a new list would change.

Leaves counting to `rules/` and every change to the actions.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DateField,
    DateTimeField,
    F,
    Field,
    IntegerField,
    Max,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

from dueregard.records.bodies.models import Body
from dueregard.records.calendars.models import DayOverride, HolidayFile, SchoolClosure
from dueregard.rules.law.deadline_facts import DateRange
from dueregard.rules.law.holidays import Holidays, Override, parse_govuk_holidays, shipped_holidays
from dueregard.rules.law.laws import Nation


def current_holidays() -> Holidays:
    """Return the holidays in force: the built-in table, overridden by the newest loaded list and by the overrides.

    Its `version` changes whenever a day may have changed, including a school's closed days, so that anything that
    stores dates knows to count again. One query, since most pages ask; the value is kept per version.
    """
    file_id, closures, overrides = "", "", []
    for row in _what_is_in_force():
        if row["nation"]:
            overrides.append(Override(Nation(row["nation"]), row["on"], row["title"] if row["is_holiday"] else None))
        elif row["file"]:
            file_id = str(row["file"])
        else:
            closures = _closures_token({name: row[name] for name in ("known", "withdrawn", "newest", "last")})
    return _holidays(file_id, tuple(sorted(overrides, key=lambda one: (one.on, one.nation))), closures)


def holidays_of(version: str, *, otherwise: Callable[[], Holidays] = current_holidays) -> Holidays:
    """Return the holidays by which a stored date was counted, if this process knows them; `otherwise` those in force.

    For lists that say how far off a date is: no query, but when a list of holidays has just changed.
    """
    shipped = shipped_holidays()
    return shipped if version == shipped.version else _by_version.get(version) or otherwise()


_by_version: dict[str, Holidays] = {}  # the few that were in force while this process ran


def _what_is_in_force() -> QuerySet[Any, dict[str, Any]]:
    """Return a row for each standing override, one for the newest list, and one that counts the closures, if any."""
    overrides = DayOverride.objects.standing().annotate(**_nothing("file", "known", "withdrawn", "newest", "last"))
    newest = HolidayFile.objects.order_by("-loaded_at", "-pk").values("pk")[:1]
    files = HolidayFile.objects.filter(pk__in=newest).annotate(
        file=F("pk"), **_nothing("nation", "on", "title", "is_holiday", "known", "withdrawn", "newest", "last")
    )
    # Grouped by what is the same for all of them: no row while there is none.
    closures = SchoolClosure.objects.values(**_nothing("nation", "on", "title", "is_holiday", "file")).annotate(
        known=Count("pk"), withdrawn=Count("withdrawn_at"), newest=Max("recorded_at"), last=Max("withdrawn_at")
    )
    parts = [rows.order_by().values(*COLUMNS) for rows in (overrides, files, closures)]
    every: QuerySet[Any, dict[str, Any]] = parts[0].union(*parts[1:], all=True)
    return every


COLUMNS: dict[str, Field[Any, Any]] = {
    "nation": CharField(),
    "on": DateField(),
    "title": CharField(),
    "is_holiday": BooleanField(),
    "file": UUIDField(),
    "known": IntegerField(),
    "withdrawn": IntegerField(),
    "newest": DateTimeField(),
    "last": DateTimeField(),
}


def _nothing(*columns: str) -> dict[str, Cast]:
    """Return these columns empty; PostgreSQL wants to be told of which type nothing is."""
    return {name: Cast(Value(None), COLUMNS[name]) for name in columns}


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
    if closures:
        holidays = replace(holidays, version=f"{holidays.version}+closures:{closures}")
    _by_version[holidays.version] = holidays
    return holidays


def _closures_token(seen: dict[str, Any]) -> str:
    """Return a few characters that change whenever a closure is recorded or withdrawn."""
    return hashlib.sha256(repr(sorted(seen.items())).encode()).hexdigest()[:8]


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
