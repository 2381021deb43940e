"""Official files in small, with their own headings and habits, written for one test."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

from dueregard.records.bodies.actions.import_bodies import ImportReport, import_bodies
from dueregard.records.bodies.gateways.open_file import digest_of, open_file

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
GIAS_HEADING = [
    "URN",
    "LA (code)",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)",
    "OpenDate",
    "CloseDate",
    "Town",
    "SchoolWebsite",
    "HeadTitle (name)",
    "HeadFirstName",
    "HeadLastName",
    "GOR (name)",
    "DistrictAdministrative (code)",
    "GSSLACode (name)",
    "UKPRN",
]


def gias_line(urn: str, name: str, **cells: str) -> list[str]:
    """Return one line of Get Information About Schools; the head teacher is invented."""
    known = {
        "URN": urn,
        "EstablishmentName": name,
        "TypeOfEstablishment (name)": "Community school",
        "EstablishmentStatus (name)": "Open",
        "OpenDate": "01-09-1974",
        "Town": "Northport",
        "HeadTitle (name)": "Mx",
        "HeadFirstName": "Robin",
        "HeadLastName": "Headmaster-Example",
        "GOR (name)": "North East",
        "DistrictAdministrative (code)": "E06000001",
    }
    known |= {key.replace("_", " "): value for key, value in cells.items()}
    return [known.get(column, "") for column in GIAS_HEADING]


def write_gias(path: Path, *lines: list[str]) -> Path:
    """Write the lines below the heading, in Windows-1252."""
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file).writerows([GIAS_HEADING, *lines])
    return path


def write_csv(path: Path, *lines: list[str]) -> Path:
    """Write a table in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def write_ofs(path: Path, *lines: list[object]) -> Path:
    """Write a workbook as the Office for Students does: a title first, the heading further down."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["The OfS Register"])
    sheet.append([])
    sheet.append(["Provider's legal name", "Provider's trading name(s)", "Provider's UKPRN", "Registration category"])
    for line in lines:
        sheet.append(line)
    book.save(path)
    return path


def read(kind: str, path: Path, *, dry_run: bool = False, now: datetime = NOW) -> ImportReport:
    """Read a file into the register as the command does."""
    with open_file(kind, path) as opened:
        return import_bodies(
            rows=opened.rows,
            kind=kind,
            file_name=path.name,
            sha256=digest_of(path),
            by=None,
            now=now,
            finished=lambda: now,
            dry_run=dry_run,
        )
