"""Reading a table of postcode sectors: CSV with the columns postcode_sector, gss_code and share_of_postcodes."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dueregard.records.areas.gateways.wrong_file import WrongFile

COLUMNS = ("postcode_sector", "gss_code", "share_of_postcodes")
LARGEST = 20 * 1024 * 1024
_SECTOR = re.compile(r"(?:[A-Z]{1,2}[0-9][0-9A-Z]?|NPT) [0-9]\Z")  # NPT: Newport, withdrawn
_CODE = re.compile(r"[ENSW][0-9]{8}\Z")


@dataclass(frozen=True, slots=True)
class SectorFact:
    """One line: a sector, the code of an area, and the share of its postcodes there."""

    line: int
    sector: str
    code: str
    share: float


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used, and why."""

    line: int
    problem: str


def read_sectors(path: Path) -> Iterator[SectorFact | BadLine]:
    """Yield one fact for each line, or what is wrong with it. Raises: WrongFile"""
    if path.stat().st_size > LARGEST:
        raise WrongFile(f"The file is larger than {LARGEST // 1024 // 1024} MB.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise WrongFile("The file is not text in UTF-8. Save it as CSV (UTF-8) and import it again.") from wrong
    heading = text.partition("\n")[0]
    table = csv.reader(text.splitlines(), delimiter=max(",;\t", key=heading.count))
    names = [cell.strip().casefold() for cell in next(table, [])]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise WrongFile(f"The first line has no column “{missing[0]}”. It must name: {', '.join(COLUMNS)}.")
    places = [names.index(name) for name in COLUMNS]
    for cells in table:
        if any(cell.strip() for cell in cells):
            yield _fact(table.line_num, [cells[place].strip() if place < len(cells) else "" for place in places])


def _fact(line: int, cells: list[str]) -> SectorFact | BadLine:
    sector, code, share = " ".join(cells[0].upper().split()), cells[1].upper(), cells[2].replace(",", ".")
    if not _SECTOR.match(sector):
        return BadLine(line, f"“{cells[0][:20]}” is not a postcode sector; it must look like LS1 4")
    if not _CODE.match(code):
        return BadLine(line, f"“{cells[1][:20]}” is not a GSS code; it must look like E08000035")
    try:
        number = float(share)
    except ValueError:
        number = 0.0
    if not 0 < number <= 1:
        return BadLine(line, f"“{cells[2][:20]}” is not a share; it must be over 0 and at most 1")
    return SectorFact(line, sector, code, number)
