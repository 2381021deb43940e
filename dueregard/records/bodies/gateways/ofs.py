"""Reading the Office for Students register, a workbook: UKPRN, legal and trading names, category of registration.

Its headings have changed over the years, so a column is found by what its heading says.
Source: Office for Students, "The OfS Register".
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import load_workbook

from dueregard.records.bodies.gateways.body_facts import BadRow, BodyFacts, OtherNameFact, Row
from dueregard.records.bodies.gateways.cells import read_web_address, tidy
from dueregard.records.bodies.gateways.columns import WrongFile
from dueregard.records.bodies.gateways.sources import OFS
from dueregard.records.bodies.models import NO_LAW, OtherNameKind, Scheme
from dueregard.rules.law.laws import BodyKind, Nation

_HEADING_WITHIN = 30
_PHRASES = {
    "ukprn": ("ukprn",),
    "legal": ("legal name", "provider name"),
    "trading": ("trading name",),
    "category": ("registration category", "category of registration", "registered as", "category"),
    "website": ("website", "web address"),
}
_NO_GRANT = "Registered with the Office for Students as “Approved”, which brings no public grant; not confirmed."


def read_ofs(path: Path) -> Iterator[Row]:
    """Yield one row for each provider. Raises: WrongFile"""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            lines = ([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
            places: dict[str, int] | None = None
            for line, cells in enumerate(lines, start=1):
                if places is None:
                    places = _heading(cells)
                    if line > _HEADING_WITHIN:
                        break
                elif any(cells):
                    yield _row(line, {name: cells[place] for name, place in places.items() if place < len(cells)})
            if places is not None:
                return
    finally:
        book.close()
    raise WrongFile("This workbook has no sheet with a column for the UKPRN and one for the legal name.")


def _heading(cells: Sequence[str]) -> dict[str, int] | None:
    places: dict[str, int] = {}
    for name, phrases in _PHRASES.items():
        for phrase in phrases:
            found = [place for place, cell in enumerate(cells) if phrase in cell.casefold()]
            if found:
                places[name] = found[0]
                break
    return places if {"ukprn", "legal"} <= places.keys() else None


def _row(line: int, row: dict[str, str]) -> Row:
    ukprn, name = row["ukprn"], tidy(row["legal"])
    if not (ukprn.isdigit() and len(ukprn) == 8):
        return BadRow(line, f"its UKPRN “{ukprn[:20]}” is not a number of eight digits")
    says: dict[str, str] = {"home_page": read_web_address(row.get("website", ""))}
    says["unsure"] = "kind, region and information law"
    if row.get("category", "").casefold().strip() == "approved":
        says |= {"law_override": NO_LAW, "law_because": _NO_GRANT}
    traded = [tidy(part) for part in row.get("trading", "").replace("\n", ";").split(";")]
    others = tuple(OtherNameFact(other[:200], OtherNameKind.ALIAS.value) for other in traded if len(other) > 1)
    code = ((Scheme.UKPRN.value, ukprn),)
    kind = _kind(name).value
    return BodyFacts(line, name, kind, Nation.ENGLAND.value, code, OFS, says, others, may_match_by_name=True)


def _kind(name: str) -> BodyKind:
    plain = name.casefold()
    if "sixth form" in plain:
        return BodyKind.SIXTH_FORM_COLLEGE
    if "college" in plain and "university" not in plain and "royal" not in plain and "limited" not in plain:
        return BodyKind.FURTHER_EDUCATION_COLLEGE
    return BodyKind.UNIVERSITY


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()
