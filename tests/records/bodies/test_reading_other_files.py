"""NHS, Office for Students and WhatDoTheyKnow files, each with its own habits."""

from datetime import date
from pathlib import Path

import pytest

from dueregard.records.bodies.gateways.cells import quiet_capitals
from dueregard.records.bodies.gateways.columns import WrongFile
from dueregard.records.bodies.models import Body, Contact, Identifier
from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body
from tests.records.bodies.files import read, write_csv, write_gias, write_ofs

pytestmark = pytest.mark.django_db
WDTK_HEADING = ["Internal ID", "Name", "Short name", "URL name", "Tags", "Home page", "Notes"]


def ods_line(code: str, name: str, *, grouping: str = "Y63", closed: str = "") -> list[str]:
    return [
        code,
        name,
        grouping,
        "QF7",
        "1 HIGH STREET",
        "",
        "",
        "NORTHPORT",
        "",
        "NP1 1AA",
        "19980401",
        closed,
        *[""] * 15,
    ]


@pytest.mark.parametrize(
    ("shouted", "quiet"),
    [
        ("LEEDS TEACHING HOSPITALS NHS TRUST", "Leeds Teaching Hospitals NHS Trust"),
        ("GUY'S AND ST THOMAS' NHS FOUNDATION TRUST", "Guy's and St Thomas' NHS Foundation Trust"),
        ("STOKE-ON-TRENT", "Stoke-on-Trent"),
        ("THE CHRISTIE NHS FOUNDATION TRUST", "The Christie NHS Foundation Trust"),
        ("Already Quiet", "Already Quiet"),
    ],
)
def test_names_in_capitals_are_written_as_one_would(shouted: str, quiet: str) -> None:
    assert quiet_capitals(shouted) == quiet


def test_an_ods_report_without_heading_adds_trusts(tmp_path: Path) -> None:
    lines = [
        ods_line("RNP", "NORTHPORT HOSPITALS NHS TRUST"),
        ods_line("7A9", "SOUTHMOOR HEALTH BOARD", grouping="W00"),
    ]
    report = read("ods", write_csv(tmp_path / "etr.csv", *lines))
    assert report.added == 2
    kinds = Body.objects.order_by("name").values_list("name", "kind", "nation", "opened_on")
    assert list(kinds) == [
        ("Northport Hospitals NHS Trust", "nhs_body", "england", date(1998, 4, 1)),
        ("Southmoor Health Board", "health_board", "wales", date(1998, 4, 1)),
    ]


def test_an_ods_report_closes_a_trust_of_the_starter_register(tmp_path: Path) -> None:
    trust = make_body("Northport Hospitals NHS Trust", kind=BodyKind.NHS_BODY, source="Due Regard's starter register")
    Identifier.objects.create(body=trust, scheme="ods", value="RNP")
    line = ods_line("RNP", "NORTHPORT HOSPITALS NHS TRUST", closed="20260401")
    report = read("ods", write_csv(tmp_path / "etr.csv", line))
    trust.refresh_from_db()
    assert (report.changed, report.closed, trust.closed_on) == (1, 1, date(2026, 4, 1))


def test_a_table_with_a_heading_is_no_ods_report(tmp_path: Path) -> None:
    with pytest.raises(WrongFile):
        read("ods", write_csv(tmp_path / "etr.csv", ["Organisation Code", "Name"], ["RNP", "NORTHPORT"]))


def test_the_ofs_register_adds_providers_and_says_what_is_not_sure(tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["Northport University", "NU; North Port Uni", 10099991, "Approved (fee cap)"],
        ["Southmoor School of Business Limited", "", 10099992, "Approved"],
        ["Broken", "", "no number", "Approved"],
    ]
    report = read("ofs", write_ofs(tmp_path / "register.xlsx", *lines))
    assert (report.added, report.failed) == (2, 1)
    assert Body.objects.get(name="Northport University").law_override == ""
    private = Body.objects.get(name__startswith="Southmoor")
    assert (private.law_override, bool(private.law_because)) == ("none", True)
    names = Body.objects.get(name="Northport University").other_names.values_list("name", flat=True)
    assert set(names) == {"NU", "North Port Uni"}


def test_a_workbook_is_wanted_for_the_ofs_register(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="xlsx"):
        read("ofs", write_csv(tmp_path / "register.csv", ["UKPRN"]))


def test_whatdotheyknow_gives_numbers_and_new_bodies_but_no_address(tmp_path: Path) -> None:
    council = make_body("Northport City Council", kind=BodyKind.LOCAL_AUTHORITY)
    lines = [
        ["17", "Northport City Council", "NCC", "northport", "local_council borough", "https://northport.example/", ""],
        ["18", "Southmoor Police", "", "southmoor", "police police_force", "", ""],
        ["19", "Old Northport Council", "", "old", "local_council defunct", "", ""],
        ["20", "Northport Surgery", "", "surgery", "surgery", "", ""],
        ["21", "Northport Primary School", "", "school", "school", "", ""],
        ["x", "Nobody", "", "", "local_council", "", ""],
    ]
    report = read("wdtk", write_csv(tmp_path / "all-authorities.csv", WDTK_HEADING, *lines))
    assert (report.added, report.changed, report.failed, sum(report.left_out.values())) == (1, 1, 1, 3)
    assert Identifier.objects.get(scheme="wdtk", value="17").body == council
    assert Body.objects.get(name="Southmoor Police").kind == "police_force"
    assert not Contact.objects.exists()


def test_whatdotheyknow_does_not_override_what_the_register_says(tmp_path: Path) -> None:
    body = make_body("Northport City Council", kind=BodyKind.LOCAL_AUTHORITY, source="Due Regard's starter register")
    Identifier.objects.create(body=body, scheme="wdtk", value="17")
    line = ["17", "The City of Northport", "", "northport", "university", "", ""]
    path = write_csv(tmp_path / "all-authorities.csv", WDTK_HEADING, line)
    read("wdtk", path)
    body.refresh_from_db()
    assert (body.name, body.kind) == ("Northport City Council", "local_authority")
    assert list(body.other_names.values_list("name", "kind")) == [("The City of Northport", "alias")]
    assert read("wdtk", path).changed == 0


def test_a_file_that_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "gias.csv"
    path.write_bytes(b"\x00\xff\xfe" * 200)
    with pytest.raises(WrongFile):
        read("gias", path)


def test_an_empty_file_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    with pytest.raises(WrongFile):
        read("gias", path)


def test_a_heading_alone_is_an_empty_register(tmp_path: Path) -> None:
    assert read("gias", write_gias(tmp_path / "gias.csv")).read == 0
