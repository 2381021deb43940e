"""The list of bodies and a body's page are public, filtered by plain addresses, and cost few queries at any size."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dueregard.records.bodies.models import Identifier, OtherName, Succession
from dueregard.records.bodies.queries import find_bodies
from dueregard.rules.law.laws import BodyKind, Nation
from tests.builders import make_body, make_contact

pytestmark = pytest.mark.django_db
QUERIES = 12
OF_ONE_BODY = 12  # nine parts say something of a body


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_visitor_reads_the_list_and_a_body(client: Client) -> None:
    make_body("University of Northport", region="North East", town="Northport")
    assert "University of Northport" in _text(client, "/bodies/")
    page = _text(client, "/bodies/university-of-northport/")
    assert "Freedom of Information Act 2000" in page
    assert "The Prevent duty applies" in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("kind=university", "University of Northport", "Northport City Council"),
        ("nation=scotland", "University of Strathport", "University of Northport"),
        ("region=North+East", "University of Northport", "University of Strathport"),
        ("area=E06000001", "Northport City Council", "University of Strathport"),
        ("q=northprot+uni", "University of Northport", "University of Strathport"),
        ("closed=on", "Northport Polytechnic", "nothing of the sort"),
        ("kind=nonsense&page=banana", "University of Northport", "Northport Polytechnic"),
    ],
)
def test_the_list_is_narrowed_by_its_address(client: Client, query: str, shown: str, hidden: str) -> None:
    make_body("University of Northport", region="North East", area_code="E06000001")
    make_body("Northport City Council", kind=BodyKind.LOCAL_AUTHORITY, region="North East", area_code="E06000001")
    make_body("University of Strathport", nation=Nation.SCOTLAND)
    make_body("Northport Polytechnic", region="North East", closed_on=date(1992, 9, 1))
    page = _text(client, f"/bodies/?{query}")
    assert shown in page
    assert hidden not in page


def test_a_name_nobody_has_gets_the_nearest_ones(client: Client) -> None:
    make_body("Northport City Council", kind=BodyKind.LOCAL_AUTHORITY)
    page = _text(client, "/bodies/?q=northport+zoological+gardens+and+aquarium")
    assert "No matching body" in page
    assert "Northport City Council" in page


def test_what_was_typed_is_shown_as_text_and_not_run(client: Client) -> None:
    assert "<script>alert" not in _text(client, "/bodies/?q=%3Cscript%3Ealert(1)%3C/script%3E")


def test_a_long_list_has_pages(client: Client) -> None:
    for number in range(60):
        make_body(f"School {number:02}", kind=BodyKind.ACADEMY)
    assert "Page 1 of 2" in _text(client, "/bodies/")
    assert "School 59" in _text(client, "/bodies/?page=2")


def test_a_body_that_no_longer_exists_leads_to_who_followed(client: Client) -> None:
    old = make_body("Northport Polytechnic", closed_on=date(1992, 9, 1))
    new = make_body("University of Northport")
    Succession.objects.create(from_body=old, to_body=new, on=date(1992, 9, 1))
    page = _text(client, "/bodies/northport-polytechnic/")
    assert "No longer exists" in page
    assert 'href="/bodies/university-of-northport/"' in page


def test_an_address_shows_its_age_and_where_it_was_read(client: Client) -> None:
    body = make_body()
    make_contact(body, "old@northport.example", checked_on=date(2020, 1, 1))
    page = _text(client, "/bodies/university-of-northport/")
    assert "checked over a year ago" in page
    assert "Check it again before you write." in page
    assert "https://northport.example/foi" in page


def test_a_private_provider_is_shown_under_no_law(client: Client) -> None:
    make_body(law_override="none", law_because="It is paid for by its students.")
    page = _text(client, "/bodies/university-of-northport/")
    assert "No freedom of information law" in page
    assert "paid for by its students" in page


def test_machines_read_the_same_facts(client: Client) -> None:
    body = make_body()
    make_contact(body)
    Identifier.objects.create(body=body, scheme="ukprn", value="10099999")
    answer = client.get("/bodies/university-of-northport.json").json()
    assert answer["information_law"]["code"] == "foia"
    assert answer["prevent_duty"]["applies"] == "yes"
    assert answer["identifiers"] == [{"scheme": "ukprn", "value": "10099999"}]
    assert answer["contacts"][0]["checked_in"] == 2026


def test_a_body_nobody_entered_is_not_found(client: Client) -> None:
    assert client.get("/bodies/nowhere/").status_code == 404
    assert client.get("/bodies/nowhere.json").status_code == 404


def _queries(client: Client, address: str) -> int:
    find_bodies("warm the vocabulary")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "address", ["/bodies/", "/bodies/?region=North+East&kind=academy", "/bodies/?q=school+northport"]
)
def test_the_list_costs_the_same_queries_for_few_and_many_bodies(client: Client, address: str) -> None:
    make_body("School of Northport", kind=BodyKind.ACADEMY, region="North East")
    few = _queries(client, address)
    for number in range(80):
        body = make_body(f"School {number} Northport", kind=BodyKind.ACADEMY, region="North East")
        OtherName.objects.create(body=body, name=f"Old School {number}", kind="former")
    many = _queries(client, address)
    assert many <= few <= QUERIES


def test_a_body_page_costs_the_same_queries_however_much_is_known(client: Client) -> None:
    body = make_body()
    few = _queries(client, "/bodies/university-of-northport/")
    for number in range(20):
        make_contact(body, f"foi{number}@northport.example")
        OtherName.objects.create(body=body, name=f"Name {number}", kind="alias")
        Identifier.objects.create(body=body, scheme="wdtk", value=str(number))
        Succession.objects.create(from_body=make_body(f"Former Institute {number}"), to_body=body)
    many = _queries(client, "/bodies/university-of-northport/")
    assert many <= few <= OF_ONE_BODY
