"""Reading WhatDoTheyKnow's `all-authorities.csv`: its number for each authority, names, tags and home page.

The file holds no address for requests, and none is made up. Universities' own colleges, parishes, surgeries
and the like are left out.
"""

from collections.abc import Iterator

from dueregard.records.bodies.gateways.body_facts import BadRow, BodyFacts, LeftOut, OtherNameFact, Row
from dueregard.records.bodies.gateways.cells import read_web_address, tidy
from dueregard.records.bodies.gateways.columns import Columns, Table
from dueregard.records.bodies.gateways.sources import WDTK
from dueregard.records.bodies.models import OtherNameKind, Scheme
from dueregard.rules.law.laws import BodyKind, Nation

NEEDED = ("Internal ID", "Name", "Tags")
WANTED = ("Short name", "URL name", "Home page")
# In order: the first tag that matches decides.
_KIND_OF_TAG = (
    ("police_crime_commissioner", BodyKind.POLICE_COMMISSIONER),
    ("police_force", BodyKind.POLICE_FORCE),
    ("local_council", BodyKind.LOCAL_AUTHORITY),
    ("combined_authority", BodyKind.COMBINED_AUTHORITY),
    ("university", BodyKind.UNIVERSITY),
    ("university_college", BodyKind.UNIVERSITY),
    ("hei", BodyKind.UNIVERSITY),
    ("fei", BodyKind.FURTHER_EDUCATION_COLLEGE),
    ("nhs_wales_lhb", BodyKind.HEALTH_BOARD),
    ("nhstrust", BodyKind.NHS_BODY),
    ("nhswales", BodyKind.NHS_BODY),
    ("nhsni", BodyKind.NHS_BODY),
    ("specialha", BodyKind.NHS_BODY),
    ("fire_service", BodyKind.FIRE_SERVICE),
    ("department", BodyKind.UK_GOVERNMENT),
    ("non_ministerial_department", BodyKind.UK_GOVERNMENT),
    ("executive_agency", BodyKind.UK_GOVERNMENT),
    ("regulator", BodyKind.REGULATOR),
    ("inspectorate", BodyKind.REGULATOR),
    ("academies", BodyKind.ACADEMY),
    ("free_school", BodyKind.ACADEMY),
    ("school", BodyKind.MAINTAINED_SCHOOL),
)
_SCHOOLS = {BodyKind.ACADEMY, BodyKind.MAINTAINED_SCHOOL}
_NATION_WORDS = (
    (Nation.SCOTLAND, ("scotland", "scottish")),
    (Nation.WALES, ("wales", "welsh")),
    (Nation.NORTHERN_IRELAND, ("nhsni", "northern_ireland", "northern ireland", "ni_")),
)


def read_wdtk(table: Table) -> Iterator[Row]:
    """Yield one row for each authority. Raises: WrongFile"""
    columns = Columns(next(table, []), needed=NEEDED, wanted=WANTED)
    for cells in table:
        yield _row(table.line_num, columns.pick(cells))


def _row(line: int, row: dict[str, str]) -> Row:
    number, name, tags = row["Internal ID"].strip(), tidy(row["Name"]), row["Tags"].split()
    plain = {tag.split(":")[0] for tag in tags}
    if not number.isdigit() or not name:
        return BadRow(line, "it has no number or no name")
    if "defunct" in plain:
        return LeftOut(line, "no longer exists")
    kind = next((kind for tag, kind in _KIND_OF_TAG if tag in plain), None)
    if kind is None:
        return LeftOut(line, "no tag for a kind that this register includes")
    others = [OtherNameFact(tidy(row["Short name"]), OtherNameKind.SHORT.value)] if row["Short name"].strip() else []
    return BodyFacts(
        line,
        name,
        kind.value,
        _nation(name, plain).value,
        ((Scheme.WDTK.value, number),),
        WDTK,
        {"home_page": read_web_address(row["Home page"]), "unsure": "kind and nation, read from tags"},
        tuple(others),
        may_match_by_name=True,
        nation_is_guessed=True,
        adds_new=kind not in _SCHOOLS,
    )


def _nation(name: str, tags: set[str]) -> Nation:
    said = f"{name} {' '.join(tags)}".casefold()
    return next((nation for nation, words in _NATION_WORDS if any(word in said for word in words)), Nation.ENGLAND)
