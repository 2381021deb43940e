"""A campaign chooses bodies by kind and place, and sees which can be written to."""

from datetime import date

import pytest

from dueregard.records.bodies.queries import bodies_for_picker, practice_address
from dueregard.records.bodies.queries.picker import request_address
from dueregard.rules.law.laws import BodyKind
from tests.builders import make_body, make_contact

pytestmark = pytest.mark.django_db


def test_all_open_universities_of_a_region_are_offered_by_name() -> None:
    make_body("University of Southmoor", region="North East")
    make_body("University of Northport", region="North East")
    make_body("University of Elsewhere", region="South West")
    make_body("Northport City Council", kind=BodyKind.LOCAL_AUTHORITY, region="North East")
    make_body("Northport Polytechnic", region="North East", closed_on=date(1992, 9, 1))
    offered = bodies_for_picker(kind="university", region="North East", on=date(2026, 11, 23))
    assert [body.name for body in offered] == ["University of Northport", "University of Southmoor"]


def test_only_a_working_address_for_requests_makes_a_body_one_that_can_be_written_to() -> None:
    make_contact(make_body("A University"))
    make_contact(make_body("B University"), is_working=False)
    make_contact(make_body("C University"), purpose="press")
    make_contact(make_body("D University"), "https://d.example/form", form="web")
    assert [body.name for body in bodies_for_picker() if body.can_be_written_to] == ["A University"]


def test_the_law_of_each_body_stands_beside_it() -> None:
    private = make_body(law_override="none", law_because="Privately paid.")
    offered = bodies_for_picker(ids=[private.pk])
    assert [(body.law.code, body.law.because) for body in offered] == [("", "Privately paid.")]


def test_the_address_checked_last_is_the_one_to_write_to() -> None:
    body = make_body()
    make_contact(body, "old@northport.example", checked_on=date(2024, 1, 1))
    make_contact(body, "new@northport.example", checked_on=date(2026, 1, 1))
    make_contact(body, "broken@northport.example", checked_on=date(2026, 2, 1), is_working=False)
    assert request_address(body) == "new@northport.example"


def test_a_practice_address_is_made_of_the_slug_and_reaches_nobody() -> None:
    address = practice_address(make_body("University of Northport"))
    assert address == "foi@university-of-northport.example"


def test_the_longest_slug_still_makes_a_label_that_a_domain_may_have() -> None:
    body = make_body("A" * 200, slug="a" * 60)
    label = practice_address(body).partition("@")[2].partition(".")[0]
    assert len(label) <= 63
