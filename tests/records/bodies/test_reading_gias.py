"""Get Information About Schools adds, changes and closes schools line by line, and head teachers are never read."""

from datetime import date
from pathlib import Path

import pytest

from dueregard.records.bodies.gateways.columns import WrongFile
from dueregard.records.bodies.models import Body, Identifier, ImportRun, OtherName
from tests.builders import make_body
from tests.records.bodies.files import gias_line, read, write_csv, write_gias

pytestmark = pytest.mark.django_db


def _typed(kind: str, **more: str) -> dict[str, str]:
    return {"TypeOfEstablishment (name)": kind, **more}


def test_a_school_is_added_with_its_codes_area_and_region(tmp_path: Path) -> None:
    line = gias_line("100001", "St Bede’s Café School", UKPRN="10012345")
    report = read("gias", write_gias(tmp_path / "gias.csv", line))
    school = Body.objects.get()
    assert report.added == 1
    assert (school.name, school.kind, school.region) == ("St Bede’s Café School", "maintained_school", "North East")
    assert (school.area_code, school.opened_on, school.prevent_duty) == ("E06000001", date(1974, 9, 1), "yes")
    assert set(Identifier.objects.values_list("scheme", "value")) == {("urn", "100001"), ("ukprn", "10012345")}


def test_no_head_teacher_is_kept_anywhere(tmp_path: Path) -> None:
    read("gias", write_gias(tmp_path / "gias.csv", gias_line("100001", "Northport School")))
    rows = [
        *Body.objects.values(),
        *Identifier.objects.values(),
        *OtherName.objects.values(),
        *ImportRun.objects.values(),
    ]
    assert not [row for row in rows if "Headmaster" in str(row) or "Robin" in str(row)]


@pytest.mark.parametrize(
    ("type_name", "kind"),
    [
        ("Voluntary aided school", "maintained_school"),
        ("Pupil referral unit", "pupil_referral_unit"),
        ("Academy converter", "academy"),
        ("Academy special sponsor led", "academy"),
        ("Free schools alternative provision", "academy"),
        ("University technical college", "academy"),
        ("Other independent school", "independent_school"),
        ("Other independent special school", "independent_special_school"),
        ("Further education", "further_education_college"),
        ("Sixth form centres", "sixth_form_college"),
        ("Higher education institutions", "university"),
    ],
)
def test_the_type_of_establishment_decides_the_kind(tmp_path: Path, type_name: str, kind: str) -> None:
    read("gias", write_gias(tmp_path / "gias.csv", gias_line("100001", "Northport", **_typed(type_name))))
    assert Body.objects.get().kind == kind


def test_what_the_register_does_not_hold_is_counted_with_its_reason(tmp_path: Path) -> None:
    children = gias_line("100001", "Northport Children's Centre", **_typed("Children's centre"))
    coming = gias_line("100002", "Northport New School", **{"EstablishmentStatus (name)": "Proposed to open"})
    report = read("gias", write_gias(tmp_path / "gias.csv", children, coming))
    assert not Body.objects.exists()
    assert sum(report.left_out.values()) == 2
    assert "not open yet" in report.left_out


def test_a_bad_line_is_listed_with_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad = gias_line("100002", "Northport Old School", OpenDate="someday")
    no_number = gias_line("abc", "Northport Nameless")
    path = write_gias(tmp_path / "gias.csv", gias_line("100001", "One"), bad, no_number, gias_line("100003", "Three"))
    report = read("gias", path)
    assert (report.added, report.failed) == (2, 2)
    assert [row.line for row in report.problems] == [3, 4]
    assert "someday" in report.problems[0].problem
    assert [error["line"] for error in ImportRun.objects.get().errors] == [3, 4]


def test_reading_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = write_gias(tmp_path / "gias.csv", *[gias_line(str(100000 + n), f"School {n}") for n in range(30)])
    read("gias", path)
    before = list(Body.objects.order_by("pk").values())
    report = read("gias", path)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 30)
    assert list(Body.objects.order_by("pk").values()) == before


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    path = write_gias(tmp_path / "gias.csv", gias_line("100001", "One"), gias_line("100002", "Two", OpenDate="x"))
    report = read("gias", path, dry_run=True)
    assert (report.added, report.failed) == (1, 1)
    assert not Body.objects.exists()
    assert not ImportRun.objects.exists()


def test_a_school_that_closed_is_closed_and_counted(tmp_path: Path) -> None:
    read("gias", write_gias(tmp_path / "a.csv", gias_line("100001", "Northport School")))
    closed = {"EstablishmentStatus (name)": "Closed", "CloseDate": "31-08-2026"}
    report = read("gias", write_gias(tmp_path / "b.csv", gias_line("100001", "Northport School", **closed)))
    assert (report.changed, report.closed) == (1, 1)
    assert Body.objects.get().closed_on == date(2026, 8, 31)


def test_a_school_that_changed_its_name_keeps_the_old_one_and_its_address(tmp_path: Path) -> None:
    read("gias", write_gias(tmp_path / "a.csv", gias_line("100001", "Northport Grammar")))
    read("gias", write_gias(tmp_path / "b.csv", gias_line("100001", "Northport High")))
    school = Body.objects.get()
    assert (school.name, school.slug) == ("Northport High", "northport-grammar")
    assert list(school.other_names.values_list("name", "kind")) == [("Northport Grammar", "former")]


def test_schools_of_one_name_get_addresses_of_their_own(tmp_path: Path) -> None:
    towns = ["Ayton", "Beeton", "Ayton"]
    lines = [gias_line(str(100000 + n), "St Mary's School", Town=town) for n, town in enumerate(towns)]
    read("gias", write_gias(tmp_path / "gias.csv", *lines))
    slugs = Body.objects.order_by("identifiers__value").values_list("slug", flat=True)
    assert list(slugs) == ["st-marys-school", "st-marys-school-beeton", "st-marys-school-ayton"]


def test_a_code_that_belongs_to_another_body_stays_there_and_is_noted(tmp_path: Path) -> None:
    lines = [gias_line("100001", "Old School", UKPRN="10012345"), gias_line("100002", "New Academy", UKPRN="10012345")]
    report = read("gias", write_gias(tmp_path / "gias.csv", *lines))
    assert (report.added, report.noted) == (2, 1)
    assert Identifier.objects.get(scheme="ukprn").body.name == "Old School"


def test_what_a_person_corrected_stays(tmp_path: Path) -> None:
    read("gias", write_gias(tmp_path / "a.csv", gias_line("100001", "Northport School")))
    Body.objects.update(town="Northport-on-Sea", kept_by_hand=["town"])
    report = read("gias", write_gias(tmp_path / "a.csv", gias_line("100001", "Northport School")))
    assert report.changed == 0
    assert Body.objects.get().town == "Northport-on-Sea"


def test_a_college_of_the_starter_register_is_matched_by_its_name(tmp_path: Path) -> None:
    college = make_body("Northport College", source="Due Regard's starter register")
    line = gias_line("100001", "Northport College", **_typed("Further education", UKPRN="10012345"))
    report = read("gias", write_gias(tmp_path / "gias.csv", line))
    assert (report.added, report.changed) == (0, 1)
    assert Identifier.objects.get(scheme="urn").body == college


def test_a_file_of_another_kind_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="URN"):
        read("gias", write_csv(tmp_path / "other.csv", ["Name", "Town"], ["Northport", "Northport"]))
