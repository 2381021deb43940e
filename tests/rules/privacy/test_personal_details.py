"""What has the shape of a personal detail is proposed; what only looks a little like it is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.privacy.personal_details import DetailKind, is_nhs_number, personal_details

# Numbers of Ofcom's ranges for drama; NHS numbers of the range 999, which is kept for tests.
FOUND = [
    ("Write to robin.sample@northport.example today", DetailKind.EMAIL, "robin.sample@northport.example"),
    ("<Robin+foi@dept.northport.example>", DetailKind.EMAIL, "Robin+foi@dept.northport.example"),
    ("Call 020 7946 0123 or write", DetailKind.PHONE, "020 7946 0123"),
    ("Mobile: 07700 900123.", DetailKind.PHONE, "07700 900123"),
    ("+44 7700 900 123", DetailKind.PHONE, "+44 7700 900 123"),
    ("(0117) 496 0123", DetailKind.PHONE, "(0117) 496 0123"),
    ("+44 (0)161 496 0123", DetailKind.PHONE, "+44 (0)161 496 0123"),
    ("NHS no. 999 123 4578 seen", DetailKind.NHS, "999 123 4578"),
    ("NI: AB 12 34 56 C", DetailKind.INSURANCE, "AB 12 34 56 C"),
    ("ni ab123456c", DetailKind.INSURANCE, "ab123456c"),
    ("at 1 Example Street, NE1 4ST", DetailKind.POSTCODE, "NE1 4ST"),
    ("SW1A 1AA", DetailKind.POSTCODE, "SW1A 1AA"),
    ("Yours sincerely,\n\nRobin Sample\nHead of Risk", DetailKind.SIGNATURE, "Robin Sample"),
    ("> Kind regards\n> Dr. R. Sample-Jones", DetailKind.SIGNATURE, "Dr. R. Sample-Jones"),
]
NOTHING = [
    "Section 40(2) of the Act 2000, reference FOI-2026-0412345",
    "It cost £1,234,567.89 in 2022-2023",
    "On 01-02-2026 and 01.02.2026 at 09:30",
    "ISBN 978-0-00-000000-2",
    "Ten digits 123 456 7890 with a wrong check digit",
    "999 999 9999",
    "GB 12 34 56 A is no prefix of National Insurance",
    "Form 12B 3XY and room A1",
    "QQ1 1QQ is no postcode",
    "Kind regards\n\nThe Information Governance Team",
    "Regards\n\nFreedom of Information Office",
    "Yours sincerely,",
    "a@b",
    "1234567890123456789012345678901234567890",
    "",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_a_detail_is_found_with_its_place(text: str, kind: DetailKind, words: str) -> None:
    found = [one for one in personal_details(text) if one.kind is kind]
    assert [one.words for one in found] == [words]
    assert text[found[0].start : found[0].end] == words


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_detail_is_left_alone(text: str) -> None:
    assert personal_details(text) == []


# Worked by hand with weights 10 to 2: 9*10+9*9+9*8+1*7+2*6+3*5+4*4+5*3+6*2 = 320; 320 mod 11 is 1; 11 - 1 = 10: none.
@pytest.mark.parametrize(
    ("number", "is_right"),
    [("9991234560", False), ("9991234578", True), ("9434765919", True), ("9434765918", False), ("943476591", False)],
)
def test_an_nhs_number_must_carry_its_check_digit(number: str, is_right: bool) -> None:
    assert is_nhs_number(number) is is_right


@given(st.text(max_size=300))
def test_any_text_gives_finds_in_order_that_do_not_overlap(text: str) -> None:
    found = personal_details(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[one.start : one.end] == one.words for one in found)


def test_a_hostile_text_costs_no_more_than_its_length() -> None:
    text = "0" * 200_000 + "a" * 100_000 + "regards\n" * 10_000
    assert personal_details(text) == []
