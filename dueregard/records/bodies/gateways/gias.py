"""Reading "Establishment fields" of Get Information About Schools: every school, college and university of England.

The file has over 130 columns in Windows-1252. Only the columns named here are read; the head
teachers' names are not among them.
Source: get-information-schools.service.gov.uk/Downloads, Open Government Licence v3.
"""

from collections.abc import Iterator
from datetime import date

from dueregard.records.bodies.gateways.body_facts import BadRow, BodyFacts, LeftOut, Row
from dueregard.records.bodies.gateways.cells import NotADate, read_date, read_web_address, tidy
from dueregard.records.bodies.gateways.columns import Columns, Table
from dueregard.records.bodies.gateways.sources import GIAS
from dueregard.records.bodies.models import Scheme
from dueregard.rules.law.laws import BodyKind, Nation

NEEDED = ("URN", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentStatus (name)")
WANTED = (
    "OpenDate",
    "CloseDate",
    "Town",
    "SchoolWebsite",
    "UKPRN",
    "GOR (name)",
    "DistrictAdministrative (code)",
    "GSSLACode (name)",
)
_MAINTAINED = BodyKind.MAINTAINED_SCHOOL
_KIND_OF_TYPE = {
    "community school": _MAINTAINED,
    "voluntary aided school": _MAINTAINED,
    "voluntary controlled school": _MAINTAINED,
    "foundation school": _MAINTAINED,
    "community special school": _MAINTAINED,
    "foundation special school": _MAINTAINED,
    "local authority nursery school": _MAINTAINED,
    "pupil referral unit": BodyKind.PUPIL_REFERRAL_UNIT,
    "city technology college": BodyKind.ACADEMY,
    "university technical college": BodyKind.ACADEMY,
    "studio schools": BodyKind.ACADEMY,
    "other independent school": BodyKind.INDEPENDENT_SCHOOL,
    "other independent special school": BodyKind.INDEPENDENT_SPECIAL_SCHOOL,
    "non-maintained special school": BodyKind.INDEPENDENT_SPECIAL_SCHOOL,
    "further education": BodyKind.FURTHER_EDUCATION_COLLEGE,
    "sixth form centres": BodyKind.SIXTH_FORM_COLLEGE,
    "higher education institutions": BodyKind.UNIVERSITY,
}
_REGIONS = {
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
}
_COLLEGES = {BodyKind.FURTHER_EDUCATION_COLLEGE, BodyKind.SIXTH_FORM_COLLEGE, BodyKind.UNIVERSITY}


def read_gias(table: Table) -> Iterator[Row]:
    """Yield one row for each establishment. Raises: WrongFile"""
    columns = Columns(next(table, []), needed=NEEDED, wanted=WANTED)
    for cells in table:
        yield _row(table.line_num, columns.pick(cells))


def _row(line: int, row: dict[str, str]) -> Row:
    urn, kind = row["URN"].strip(), _kind(row["TypeOfEstablishment (name)"])
    status = row["EstablishmentStatus (name)"].strip().casefold()
    if not urn.isdigit():
        return BadRow(line, f"its URN “{urn[:20]}” is not a number")
    if kind is None:
        return LeftOut(line, f"type “{tidy(row['TypeOfEstablishment (name)'])}”, which this register does not include")
    if status.startswith("proposed"):
        return LeftOut(line, "not open yet")
    try:
        opened, closed = read_date(row["OpenDate"]), read_date(row["CloseDate"])
    except NotADate as wrong:
        return BadRow(line, str(wrong))
    if status == "closed" and closed is None:
        return LeftOut(line, "closed on a day that the file does not give")
    return _facts(line, row, kind, opened, closed if status == "closed" else None)


def _facts(line: int, row: dict[str, str], kind: BodyKind, opened: date | None, closed: date | None) -> BodyFacts:
    codes = [(Scheme.URN.value, row["URN"].strip())]
    if row["UKPRN"].strip():
        codes.append((Scheme.UKPRN.value, row["UKPRN"].strip()))
    region = tidy(row["GOR (name)"])
    says: dict[str, str | date | None] = {
        "opened_on": opened if opened is None or closed is None or opened <= closed else None,
        "closed_on": closed,
        "town": tidy(row["Town"])[:80],
        "home_page": read_web_address(row["SchoolWebsite"]),
        "area_code": _area(row),
        "region": region if region in _REGIONS else "",
    }
    return BodyFacts(
        line,
        tidy(row["EstablishmentName"]),
        kind.value,
        Nation.ENGLAND.value,
        tuple(codes),
        GIAS,
        says,
        may_match_by_name=kind in _COLLEGES,
    )


def _kind(type_name: str) -> BodyKind | None:
    name = tidy(type_name).casefold()
    if name.startswith(("academy", "free school")):
        return BodyKind.ACADEMY
    return _KIND_OF_TYPE.get(name)


def _area(row: dict[str, str]) -> str:
    for column in ("DistrictAdministrative (code)", "GSSLACode (name)"):
        code = row[column].strip()
        if len(code) == 9 and code[0] in "ENSW" and not code.endswith("999999"):
            return code
    return ""
