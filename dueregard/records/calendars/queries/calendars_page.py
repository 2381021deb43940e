"""The administrator's page of calendars: the lists in force, the overrides, the holidays of one year."""

from dataclasses import dataclass
from datetime import date

from dueregard.records.calendars.models import DayOverride, HolidayFile, SchoolClosure
from dueregard.records.calendars.queries.in_force import current_holidays
from dueregard.rules.law.holidays import Holidays
from dueregard.rules.law.laws import Nation


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One day of the year on the administrator's page, with the nations where it is a holiday."""

    on: date
    title: str
    nations: str


@dataclass(frozen=True, slots=True)
class CalendarsPage:
    """What the administrator sees of the calendars."""

    version: str
    covers_to: date
    file: HolidayFile | None
    overrides: tuple[DayOverride, ...]
    withdrawn: tuple[DayOverride, ...]
    year: int
    days: tuple[HolidayRow, ...]
    closures: int


def calendars_page(*, year: int) -> CalendarsPage:
    """Return the calendars as they are now, with the holidays of one year."""
    holidays = current_holidays()
    overrides = DayOverride.objects.select_related("made_by", "withdrawn_by")
    return CalendarsPage(
        version=holidays.version,
        covers_to=holidays.covers_to,
        file=HolidayFile.objects.select_related("loaded_by").defer("content").first(),
        overrides=tuple(overrides.standing()),
        withdrawn=tuple(overrides.filter(withdrawn_at__isnull=False)[:20]),
        year=year,
        days=_days_of(holidays, year),
        closures=SchoolClosure.objects.standing().count(),
    )


def _days_of(holidays: Holidays, year: int) -> tuple[HolidayRow, ...]:
    kept: dict[tuple[date, str], list[Nation]] = {}
    for nation, days in holidays.by_nation.items():
        for on, title in days.items():
            if on.year == year:
                kept.setdefault((on, title), []).append(nation)
    return tuple(
        HolidayRow(on, title, "whole UK" if len(nations) == len(Nation) else ", ".join(one.label for one in nations))
        for (on, title), nations in sorted(kept.items())
    )
