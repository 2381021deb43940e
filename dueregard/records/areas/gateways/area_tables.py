"""Reading the tables of areas: the project's own in `facts/`, or a folder with tables of the same form.

`facts/README.md` lists the columns and sources.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FACTS = Path(__file__).resolve().parents[1] / "facts"
_COLUMNS = {
    "areas": ("slug", "name", "tier", "nation", "region", "parent", "from_on", "until_on", "unsure", "source"),
    "codes": ("slug", "code", "from_on", "until_on"),
    "successions": ("from_slug", "to_slug", "on", "is_whole"),
    "coordinates": ("slug", "latitude", "longitude", "source"),
}


class WrongTables(Exception):
    """The folder does not hold the four tables, or a line in them cannot be used; the words say which and why."""


@dataclass(frozen=True, slots=True)
class AreaFact:
    """One area as the tables have it."""

    slug: str
    name: str
    tier: str
    nation: str
    region: str
    parent: str
    from_on: date | None
    until_on: date | None
    unsure: str
    source: str


@dataclass(frozen=True, slots=True)
class CodeFact:
    """One code of an area."""

    slug: str
    code: str
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class SuccessionFact:
    """One area took over from another."""

    from_slug: str
    to_slug: str
    on: date
    is_whole: bool


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """Where an area is, and who says so."""

    latitude: float
    longitude: float
    source: str


@dataclass(frozen=True, slots=True)
class AreaTables:
    """All four tables, and a hash of their bytes."""

    areas: tuple[AreaFact, ...]
    codes: tuple[CodeFact, ...]
    successions: tuple[SuccessionFact, ...]
    places: dict[str, PlaceFact]
    sha256: str


def read_tables(folder: Path = FACTS) -> AreaTables:
    """Read the tables of a folder. Raises: WrongTables"""
    digest = hashlib.sha256()
    for table in _COLUMNS:
        try:
            digest.update((folder / f"{table}.csv").read_bytes())
        except OSError as wrong:
            raise WrongTables(f"There is no table {table}.csv in {folder}.") from wrong
    areas = tuple(
        AreaFact(
            slug=row["slug"],
            name=row["name"],
            tier=row["tier"],
            nation=row["nation"],
            region=row["region"],
            parent=row["parent"],
            from_on=_day(row, "from_on"),
            until_on=_day(row, "until_on"),
            unsure=row["unsure"],
            source=row["source"],
        )
        for row in _rows(folder, "areas")
    )
    codes = tuple(
        CodeFact(row["slug"], row["code"], _day(row, "from_on"), _day(row, "until_on"))
        for row in _rows(folder, "codes")
    )
    steps = tuple(_succession(row) for row in _rows(folder, "successions"))
    places = {row["slug"]: _place(row) for row in _rows(folder, "coordinates")}
    tables = AreaTables(areas, codes, steps, places, digest.hexdigest())
    _check(tables)
    return tables


def _rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in _COLUMNS[table] if name not in (reader.fieldnames or ())]
        if missing:
            raise WrongTables(f"{table}.csv has no column “{missing[0]}”.")
        for row in reader:
            yield {name: (value or "").strip() for name, value in row.items() if name} | {
                "where": f"{table}.csv, line {reader.line_num}"
            }


def _day(row: dict[str, str], column: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError as wrong:
        raise WrongTables(f"{row['where']}: “{row[column]}” is not a date; write it as 2027-04-01.") from wrong


def _succession(row: dict[str, str]) -> SuccessionFact:
    on = _day(row, "on")
    if on is None:
        raise WrongTables(f"{row['where']}: it does not say on which day {row['to_slug']} took over.")
    return SuccessionFact(row["from_slug"], row["to_slug"], on, row["is_whole"] == "yes")


def _place(row: dict[str, str]) -> PlaceFact:
    try:
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
    except ValueError as wrong:
        raise WrongTables(f"{row['where']}: its latitude or longitude is not a number.") from wrong
    if not (49 <= latitude <= 61.5 and -9 <= longitude <= 2.5):
        raise WrongTables(f"{row['where']}: {latitude}, {longitude} is not in the United Kingdom.")
    return PlaceFact(latitude, longitude, row["source"])


def _check(tables: AreaTables) -> None:
    """Refuse tables that name an area which they do not have. Raises: WrongTables"""
    known = {area.slug for area in tables.areas}
    if len(known) != len(tables.areas):
        raise WrongTables("areas.csv names one area twice.")
    named = {
        "areas.csv": [area.parent for area in tables.areas if area.parent],
        "codes.csv": [code.slug for code in tables.codes],
        "successions.csv": [slug for step in tables.successions for slug in (step.from_slug, step.to_slug)],
        "coordinates.csv": list(tables.places),
    }
    for table, slugs in named.items():
        strange = sorted({*slugs} - known)
        if strange:
            raise WrongTables(f"{table} names “{strange[0]}”, which is not in areas.csv.")
    codes = [code.code for code in tables.codes]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise WrongTables(f"codes.csv gives {twice[0]} to two areas.")
