"""The starter register holds every council, university, trust, board, force and college, with codes and successors."""

from datetime import UTC, date, datetime

from dueregard.foundation.audit.models import Act
from dueregard.records.bodies.actions.import_bodies import ImportReport
from dueregard.records.bodies.actions.load_starter import load_starter
from dueregard.records.bodies.models import Body, Contact, Identifier, ImportRun, Succession
from dueregard.rules.law.laws import BodyKind

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)

# How many there are today, by general knowledge of the four nations.
HOW_MANY = {
    ("local_authority", "scotland"): 32,
    ("local_authority", "wales"): 22,
    ("local_authority", "northern_ireland"): 11,
    ("local_authority", "england"): 318,  # 317 councils with Scilly and the City, and the Greater London Authority
    ("health_board", "wales"): 7,
    ("police_force", "england"): 39,
    ("police_force", "wales"): 4,
    ("police_force", "scotland"): 1,
    ("police_force", "northern_ireland"): 1,
    ("further_education_college", "northern_ireland"): 6,
}


def test_the_starter_register_holds_every_body_of_a_kind(starter: ImportReport) -> None:
    bodies = Body.objects.open_on(TODAY)
    assert {pair: bodies.filter(kind=pair[0], nation=pair[1]).count() for pair in HOW_MANY} == HOW_MANY


def test_fourteen_territorial_boards_and_the_special_boards_of_scotland_are_there(starter: ImportReport) -> None:
    boards = Body.objects.filter(kind="health_board", nation="scotland")
    territorial = boards.filter(identifiers__scheme="gss")
    assert (territorial.count(), boards.count()) == (14, 22)


def test_every_open_body_of_england_has_a_region(starter: ImportReport) -> None:
    nowhere = Body.objects.filter(nation="england", region="").values_list("name", flat=True)
    assert list(nowhere) == []


def test_the_universities_of_a_region_are_those_one_would_name(starter: ImportReport) -> None:
    names = set(
        Body.objects.filter(kind="university", region="Yorkshire and the Humber").values_list("name", flat=True)
    )
    assert names == {
        "Leeds Arts University",
        "Leeds Beckett University",
        "Leeds Conservatoire",
        "Leeds Trinity University",
        "Northern School of Contemporary Dance",
        "Sheffield Hallam University",
        "University of Bradford",
        "University of Huddersfield",
        "University of Hull",
        "University of Leeds",
        "University of Sheffield",
        "University of York",
        "York St John University",
    }


def test_councils_whose_code_changed_in_2025_have_both(starter: ImportReport) -> None:
    wanted = {
        "barnsley-metropolitan-borough-council": {"E08000016", "E08000038"},
        "sheffield-city-council": {"E08000019", "E08000039"},
    }
    codes = Identifier.objects.filter(scheme="gss")
    assert {slug: set(codes.filter(body__slug=slug).values_list("value", flat=True)) for slug in wanted} == wanted


def test_a_body_that_no_longer_exists_says_who_followed(starter: ImportReport) -> None:
    wanted = {
        "cumbria-county-council": {"cumberland-council", "westmorland-and-furness-council"},
        "solent-nhs-trust": {"hampshire-and-isle-of-wight-healthcare-nhs-foundation-trust"},
        "st-georges-university-of-london": {"city-st-georges-university-of-london"},
    }
    steps = Succession.objects.all()
    after = {slug: steps.filter(from_body__slug=slug).values_list("to_body__slug", flat=True) for slug in wanted}
    assert {slug: set(slugs) for slug, slugs in after.items()} == wanted
    assert not Body.objects.open_on(TODAY).filter(slug__in=wanted).exists()


def test_every_kind_of_the_starter_register_is_one_the_rules_know(starter: ImportReport) -> None:
    assert set(Body.objects.values_list("kind", flat=True)) <= {kind.value for kind in BodyKind}


def test_no_address_comes_with_the_product(starter: ImportReport) -> None:
    assert not Contact.objects.exists()


def test_loading_it_again_changes_nothing(starter: ImportReport) -> None:
    before = list(Body.objects.order_by("pk").values())
    again = load_starter(by=None, now=datetime(2026, 11, 24, 9, 0, tzinfo=UTC), finished=lambda: NOW)
    assert (again.added, again.changed, again.unchanged) == (0, 0, starter.added)
    assert list(Body.objects.order_by("pk").values()) == before


def test_a_dry_run_writes_nothing(db: None) -> None:
    report = load_starter(by=None, now=NOW, finished=lambda: NOW, dry_run=True)
    assert report.added > 1300
    assert not Body.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_audit_says_that_it_was_loaded(starter: ImportReport) -> None:
    act = Act.objects.get(did="bodies.imported")
    assert act.details["added"] == starter.added


def test_what_is_not_confirmed_is_said_on_the_row(starter: ImportReport) -> None:
    assert Body.objects.get(slug="north-east-combined-authority").unsure == "date of opening, GSS code"
