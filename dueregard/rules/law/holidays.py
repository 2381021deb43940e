"""The bank holidays of each nation as a value with a version, from our own table, a GOV.UK file and an administrator.

Leaves counting to `working_days.py` and versions to `records/calendars`.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from dueregard.rules.law.bank_holidays import FIRST_YEAR, LAST_YEAR, regular_holidays
from dueregard.rules.law.laws import Law, Nation
from dueregard.rules.law.working_days import Calendar

TABLE = Path(__file__).parent / "bank_holidays.csv"

DIVISIONS = {
    "england-and-wales": (Nation.ENGLAND, Nation.WALES),
    "scotland": (Nation.SCOTLAND,),
    "northern-ireland": (Nation.NORTHERN_IRELAND,),
}


class NotAHolidayFile(ValueError):
    """The bytes are not a list of bank holidays as GOV.UK publishes it; the words say what is wrong."""


@dataclass(frozen=True, slots=True)
class Day:
    """One bank holiday in one nation."""

    nation: Nation
    on: date
    title: str


@dataclass(frozen=True, slots=True)
class Override:
    """An administrator's decision on one day in one nation: a holiday so named, or (title None) a working day."""

    nation: Nation
    on: date
    title: str | None


@dataclass(frozen=True, eq=False)
class Holidays:
    """Which days each nation has as bank holidays; equal versions have equal days.

    `covers_from` and `covers_to` are UK calendar dates between which the days are known rather than worked out by rule.
    """

    version: str
    covers_from: date
    covers_to: date
    by_nation: Mapping[Nation, Mapping[date, str]]
    # Calendars made from this value, kept by `calendars.calendar_for`.
    calendars: dict[Law | tuple[Law, Nation], Calendar] = field(default_factory=dict, repr=False)

    def replaced_by(self, file: "HolidayList") -> "Holidays":
        """Return these holidays with the file's days in place of ours for the years each of its nations covers."""
        by_nation = {nation: dict(days) for nation, days in self.by_nation.items()}
        for nation, (start, end) in file.spans.items():
            kept = {on: title for on, title in by_nation[nation].items() if not start <= on <= end}
            kept.update({day.on: day.title for day in file.days if day.nation is nation})
            by_nation[nation] = kept
        covers_from = min(self.covers_from, *(start for start, _ in file.spans.values()))
        covers_to = max(self.covers_to, min(end for _, end in file.spans.values()))
        return Holidays(f"{self.version}+{file.version}", covers_from, covers_to, _frozen(by_nation))

    def overridden(self, overrides: Iterable[Override]) -> "Holidays":
        """Return these holidays with an administrator's days; without any, the same value."""
        listed = sorted(overrides, key=lambda override: (override.on, override.nation))
        if not listed:
            return self
        by_nation = {nation: dict(days) for nation, days in self.by_nation.items()}
        digest = hashlib.sha256()
        for override in listed:
            digest.update(f"{override.nation} {override.on} {override.title}\n".encode())
            if override.title is None:
                by_nation[override.nation].pop(override.on, None)
            else:
                by_nation[override.nation][override.on] = override.title
        version = f"{self.version}+overrides:{digest.hexdigest()[:8]}"
        return Holidays(version, self.covers_from, self.covers_to, _frozen(by_nation))


@dataclass(frozen=True, slots=True)
class HolidayList:
    """What a GOV.UK-format file says, and the whole years each nation's list spans."""

    version: str
    days: tuple[Day, ...]
    spans: Mapping[Nation, tuple[date, date]]


@lru_cache(maxsize=1)
def shipped_holidays() -> Holidays:
    """Return the holidays of our own table, widened by the recurring rules outside its years.

    Source: each row of the table names its basis.
    """
    content = TABLE.read_bytes()
    rows = list(csv.DictReader(content.decode().splitlines()))
    by_nation: dict[Nation, dict[date, str]] = {nation: {} for nation in Nation}
    for row in rows:
        on = date.fromisoformat(row["date"])
        for nation in row["nations"].split():
            by_nation[Nation(nation)][on] = row["title"]
    first, last = (date.fromisoformat(rows[index]["date"]).year for index in (0, -1))
    for year in (*range(FIRST_YEAR, first), *range(last + 1, LAST_YEAR + 1)):
        for on, title, nations in regular_holidays(year):
            for kept_in in nations:
                by_nation[kept_in][on] = title
    version = f"shipped:{hashlib.sha256(content).hexdigest()[:8]}"
    return Holidays(version, date(first, 1, 1), date(last, 12, 31), _frozen(by_nation))


def parse_govuk_holidays(content: bytes) -> HolidayList:
    """Read bank holidays in the form of GOV.UK's bank-holidays.json.

    Raises: NotAHolidayFile, in words a person can act on.
    """
    try:
        document = json.loads(content)
    except ValueError as error:
        raise NotAHolidayFile(
            "This is not JSON. Save bank-holidays.json from GOV.UK again and load that file."
        ) from error
    if not isinstance(document, dict) or not set(DIVISIONS) <= set(document):
        raise NotAHolidayFile(f"The file must contain these lists: {', '.join(DIVISIONS)}.")
    days: list[Day] = []
    spans: dict[Nation, tuple[date, date]] = {}
    for division, nations in DIVISIONS.items():
        listed = _read_division(division, document[division])
        years = [on.year for on in listed]
        for nation in nations:
            spans[nation] = (date(min(years), 1, 1), date(max(years), 12, 31))
            days.extend(Day(nation, on, title) for on, title in sorted(listed.items()))
    return HolidayList(f"file:{hashlib.sha256(content).hexdigest()[:8]}", tuple(days), MappingProxyType(spans))


def _read_division(division: str, value: object) -> dict[date, str]:
    events = value.get("events") if isinstance(value, dict) else None
    if not isinstance(events, list) or not events:
        raise NotAHolidayFile(f"The list {division} has no events.")
    listed: dict[date, str] = {}
    for number, event in enumerate(events, start=1):
        try:
            on, title = date.fromisoformat(event["date"]), str(event["title"]).replace("’", "'").strip()
        except (KeyError, TypeError, ValueError) as error:
            raise NotAHolidayFile(f"Event {number} of {division} has no date like 2026-12-25 or no title.") from error
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise NotAHolidayFile(f"Event {number} of {division} is in {on.year}, which cannot be right.")
        listed[on] = title
    return listed


def _frozen(by_nation: dict[Nation, dict[date, str]]) -> Mapping[Nation, Mapping[date, str]]:
    return MappingProxyType({nation: MappingProxyType(days) for nation, days in by_nation.items()})
