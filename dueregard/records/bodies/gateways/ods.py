"""Reading an NHS Organisation Data Service report of trusts (`etr`): a CSV without a heading line.

The columns used: 1 code, 2 name (in capitals), 3 national grouping, 8 town, 11 opened, 12 closed (20260401).
Source: NHS ODS data search and export, Open Government Licence v3.
"""

import re
from collections.abc import Iterator
from datetime import date

from dueregard.records.bodies.gateways.body_facts import BadRow, BodyFacts, Row
from dueregard.records.bodies.gateways.cells import NotADate, quiet_capitals, read_date
from dueregard.records.bodies.gateways.columns import Table, WrongFile
from dueregard.records.bodies.gateways.sources import ODS
from dueregard.records.bodies.models import Scheme
from dueregard.rules.law.laws import BodyKind, Nation

CODE, NAME, GROUPING, TOWN, OPENED, CLOSED = 0, 1, 2, 7, 10, 11
_CODE = re.compile(r"[A-Z0-9]{3,6}\Z")
_WELSH_TRUSTS = {"RT4", "RYT", "RQF"}


def read_ods(table: Table) -> Iterator[Row]:
    """Yield one row for each organisation. Raises: WrongFile"""
    for cells in table:
        if table.line_num == 1 and (len(cells) <= CLOSED or not _CODE.match(cells[CODE].strip())):
            raise WrongFile("This is not an ODS report: those have no heading line, and a code like R1H comes first.")
        if cells:
            yield _row(table.line_num, [cell.strip() for cell in cells])


def _row(line: int, cells: list[str]) -> Row:
    if len(cells) <= CLOSED or not _CODE.match(cells[CODE]):
        return BadRow(line, "it has no ODS code, or fewer than twelve columns")
    try:
        opened, closed = read_date(cells[OPENED]), read_date(cells[CLOSED])
    except NotADate as wrong:
        return BadRow(line, str(wrong))
    name = quiet_capitals(cells[NAME])
    welsh = cells[GROUPING].startswith("W") or cells[CODE].startswith("7A") or cells[CODE] in _WELSH_TRUSTS
    kind = BodyKind.HEALTH_BOARD if "health board" in name.casefold() else BodyKind.NHS_BODY
    says: dict[str, str | date | None] = {"opened_on": opened, "closed_on": closed, "town": quiet_capitals(cells[TOWN])}
    nation = Nation.WALES if welsh else Nation.ENGLAND
    code = ((Scheme.ODS.value, cells[CODE]),)
    return BodyFacts(line, name, kind.value, nation.value, code, ODS, says, may_match_by_name=True)
