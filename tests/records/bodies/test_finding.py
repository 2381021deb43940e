"""Public bodies are found by the names people type: short, misspelt, former, or only begun."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from dueregard.records.bodies.actions.import_bodies import ImportReport
from dueregard.records.bodies.queries import find_bodies
from dueregard.rules.law.laws import BodyKind, Nation
from tests.builders import make_body

TODAY = date(2026, 11, 23)
# What is typed, and the body that must come first.
MEANT = {
    "Leeds uni": "University of Leeds",
    "Uni of Manchestr": "University of Manchester",
    "Hull college": "Hull College",
    "kings colledge london": "King's College London",
    "South Bank Poly": "London South Bank University",
    "Bolton Uni": "University of Greater Manchester",
    "Leeds Met": "Leeds Beckett University",
    "LSE": "London School of Economics and Political Science",
    "UCL": "University College London",
    "uclan": "University of Lancashire",
    "Univeristy of Leeds": "University of Leeds",
    "queens uni belfast": "Queen's University Belfast",
    "city uni london": "City St George's, University of London",
    "Staffordshire Uni": "University of Staffordshire",
    "Glyndwr": "Wrexham University",
    "leeds council": "Leeds City Council",
    "camdn": "London Borough of Camden",
    "edinbrugh council": "City of Edinburgh Council",
    "Western Isles Council": "Comhairle nan Eilean Siar",
    "Cyngor Gwynedd": "Gwynedd Council",
    "notts council": "Nottinghamshire County Council",
    "RBKC": "Royal Borough of Kensington and Chelsea",
    "Met police": "Metropolitan Police Service",
    "GMP": "Greater Manchester Police",
    "west mids police": "West Midlands Police",
    "lancs police": "Lancashire Constabulary",
    "police scotland": "Police Scotland",
    "sheffild teaching hospital": "Sheffield Teaching Hospitals NHS Foundation Trust",
    "the christie": "The Christie NHS Foundation Trust",
    "southern health nhs": "Hampshire and Isle of Wight Healthcare NHS Foundation Trust",
    "hwyel dda": "Hywel Dda University Health Board",
    "grampian health board": "NHS Grampian",
    "belfast hsc trust": "Belfast Health and Social Care Trust",
    "bridgwater college": "University Centre Somerset College Group",
    "City Lit": "City Literary Institute",
    "Inverness college": "UHI Inverness",
    "leeds city coll": "Luminate Education Group",
}


def test_what_people_type_finds_the_body_they_mean(starter: ImportReport) -> None:
    found = {typed: find_bodies(typed, on=TODAY, limit=1) for typed in MEANT}
    first = {typed: matches[0].body.name if matches else "" for typed, matches in found.items()}
    assert first == MEANT


def test_a_former_name_is_shown_as_the_reason(starter: ImportReport) -> None:
    assert find_bodies("Bolton uni")[0].under_name == "University of Bolton"


def test_something_is_found_while_typing(starter: ImportReport) -> None:
    begun = ["university of lee", "univ", "manchester metr", "birm"]
    assert [typed for typed in begun if not find_bodies(typed)] == []


def test_nothing_is_found_for_what_is_no_name(starter: ImportReport) -> None:
    no_names = ["", "   ", "zzqx", "!!!", "<script>"]
    assert [typed for typed in no_names if find_bodies(typed)] == []


def test_only_bodies_of_the_wanted_kind_and_nation_are_found(db: None) -> None:
    make_body("Northport City Council", kind=BodyKind.LOCAL_AUTHORITY)
    make_body("University of Northport")
    make_body("Northport University", slug="northport-wales", nation=Nation.WALES)
    found = find_bodies("northport", kind="university", nation="england")
    assert [match.body.name for match in found] == ["University of Northport"]


def test_a_body_that_has_closed_stands_behind_the_one_that_is_open(db: None) -> None:
    make_body("Northport College", kind=BodyKind.FURTHER_EDUCATION_COLLEGE, closed_on=date(2019, 8, 1))
    make_body("Northport College", slug="northport-2", kind=BodyKind.FURTHER_EDUCATION_COLLEGE)
    assert [match.body.slug for match in find_bodies("northport college")] == ["northport-2", "northport-college"]


def test_a_new_body_is_found_at_once(db: None) -> None:
    assert find_bodies("southmoor") == []
    make_body("Southmoor College", kind=BodyKind.FURTHER_EDUCATION_COLLEGE)
    assert [match.body.name for match in find_bodies("southmoor")] == ["Southmoor College"]


def test_finding_costs_the_same_few_queries_for_any_name(starter: ImportReport) -> None:
    find_bodies("warm the vocabulary")
    for typed in ("Leeds uni", "university", "st marys primary school", "a b c d e f"):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            find_bodies(typed)
        assert len(seen) <= 9, typed
