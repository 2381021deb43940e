"""Reading compact lists made of older open data: schools, councils, universities, NHS trusts, police, colleges.

They are believed less than the starter register: they fill what is empty and add what is missing.
"""

from collections.abc import Callable, Iterator
from datetime import date

from dueregard.records.bodies.gateways.body_facts import BadRow, BodyFacts, LeftOut, OtherNameFact, Row
from dueregard.records.bodies.gateways.cells import NotADate, read_date, tidy
from dueregard.records.bodies.gateways.columns import Columns, Table
from dueregard.records.bodies.gateways.sources import OLDER
from dueregard.records.bodies.models import OtherNameKind, Scheme
from dueregard.rules.law.laws import BodyKind, Nation

Cells = dict[str, str]
_NATIONS = {nation.label: nation.value for nation in Nation} | {"Great Britain": Nation.ENGLAND.value}


def reader_of(needed: tuple[str, ...], row_of: Callable[[int, Cells], Row]) -> Callable[[Table], Iterator[Row]]:
    """Return a reader of a table with these columns."""

    def read(table: Table) -> Iterator[Row]:
        columns = Columns(next(table, []), needed=needed)
        for cells in table:
            row = columns.pick(cells)
            nation = row.get("nation")
            if nation is not None and nation not in _NATIONS:
                yield BadRow(table.line_num, f"we do not know the nation “{nation[:30]}”")
            else:
                yield row_of(table.line_num, row)

    return read


def _school_of_england(line: int, row: Cells) -> Row:
    sectors = {
        "la_maintained": BodyKind.MAINTAINED_SCHOOL,
        "academy": BodyKind.ACADEMY,
        "academy_by_name": BodyKind.ACADEMY,
        "unknown": BodyKind.INDEPENDENT_SCHOOL,
    }
    kind = sectors.get(row["sector_2017"])
    if kind is None or not row["urn"].isdigit():
        return BadRow(line, "it has no URN or a sector we do not know")
    if row["type_2017"] == "Pupil Referral Unit":
        kind = BodyKind.PUPIL_REFERRAL_UNIT
    try:
        opened = read_date(row["open_date"])
    except NotADate as wrong:
        return BadRow(line, str(wrong))
    says: dict[str, str | date | None] = {"town": row["town"], "area_code": row["gss_code"], "opened_on": opened}
    says["unsure"] = "whether it is open, and its kind (a list of 2022 and 2017)"
    return _facts(line, row["name"], kind, Nation.ENGLAND.value, ((Scheme.URN.value, row["urn"]),), says)


def _school_of_wales(line: int, row: Cells) -> Row:
    code = ((Scheme.SCHOOL_WALES.value, row["school_number"].strip()),)
    if not code[0][1]:
        return BadRow(line, "it has no school number")
    if not row["type"]:
        return LeftOut(line, "no type given: independent and maintained schools cannot be told apart")
    says: dict[str, str | date | None] = {"area_code": row["gss_code"]}
    says["unsure"] = "whether it is open (a list of 2018)"
    others = (OtherNameFact(tidy(row["name_cy"]), OtherNameKind.WELSH.value),) if row["name_cy"].strip() else ()
    return _facts(line, row["name"], BodyKind.MAINTAINED_SCHOOL, Nation.WALES.value, code, says, others)


def _council(line: int, row: Cells) -> Row:
    kind = BodyKind.COMBINED_AUTHORITY if row["type"] == "COMB" else BodyKind.LOCAL_AUTHORITY
    codes = [(Scheme.GSS.value, row["gss_code_2025"] or row["gss_code"])]
    codes += [(Scheme.GSS.value, row["gss_code"])] if row["gss_code"] != codes[0][1] else []
    codes += [(Scheme.WDTK.value, row["wdtk_id"])] if row["wdtk_id"] else []
    region = row["region"].replace(" The ", " the ") if row["nation"] == "England" else ""
    says: dict[str, str | date | None] = {"short_name": tidy(row["name"]), "region": region}
    return _facts(line, row["official_name"], kind, _NATIONS[row["nation"]], tuple(codes), says)


def _university(line: int, row: Cells) -> Row:
    codes = [(Scheme.UKPRN.value, row["ukprn"])] + ([(Scheme.HESA.value, row["hesa_code"])] if row["hesa_code"] else [])
    name = row["name"].replace("’", "'")
    return _facts(line, name, BodyKind.UNIVERSITY, _NATIONS[row["nation"]], tuple(codes), {}, named=True)


def _nhs(line: int, row: Cells) -> Row:
    if row["status"] == "merged":
        return LeftOut(line, "merged on a day the file does not tell")
    kind = BodyKind.HEALTH_BOARD if row["type"] == "local_health_board" else BodyKind.NHS_BODY
    says: dict[str, str | date | None] = {"town": row["town"], "area_code": row["gss_code"]}
    return _facts(line, row["name"], kind, _NATIONS[row["nation"]], ((Scheme.ODS.value, row["ods_code"]),), says)


def _police(line: int, row: Cells) -> Row:
    kind = BodyKind.UK_POLICE_FORCE if row["nation"] == "Great Britain" else BodyKind.POLICE_FORCE
    code = ((Scheme.POLICE.value, row["id"]),)
    if "authority" in row["name"].casefold():
        kind = BodyKind.POLICE_COMMISSIONER
    return _facts(line, row["name"], kind, _NATIONS[row["nation"]], code, {}, named=True)


def _college(line: int, row: Cells) -> Row:
    says: dict[str, str | date | None] = {"unsure": "whether it has merged since October 2018"}
    code = ((Scheme.COLLEGE_2018.value, row["id"]),)
    kind = BodyKind.SIXTH_FORM_COLLEGE if "sixth form" in row["name"].casefold() else BodyKind.FURTHER_EDUCATION_COLLEGE
    return _facts(line, row["name"], kind, _NATIONS[row["nation"]], code, says, named=True)


def _facts(
    line: int,
    name: str,
    kind: BodyKind,
    nation: str,
    codes: tuple[tuple[str, str], ...],
    says: dict[str, str | date | None],
    others: tuple[OtherNameFact, ...] = (),
    *,
    named: bool = False,
) -> Row:
    return BodyFacts(line, tidy(name), kind.value, nation, codes, OLDER, says, others, may_match_by_name=named)


read_schools_england = reader_of(
    ("urn", "name", "town", "gss_code", "sector_2017", "type_2017", "open_date"), _school_of_england
)
read_schools_wales = reader_of(("school_number", "name", "name_cy", "type", "gss_code"), _school_of_wales)
read_local_authorities = reader_of(
    ("gss_code", "gss_code_2025", "official_name", "name", "nation", "region", "type", "wdtk_id"), _council
)
read_universities = reader_of(("ukprn", "hesa_code", "name", "nation"), _university)
read_nhs_trusts = reader_of(("ods_code", "name", "type", "nation", "town", "gss_code", "status"), _nhs)
read_police_forces = reader_of(("id", "name", "nation"), _police)
read_fe_colleges = reader_of(("id", "name", "nation"), _college)
