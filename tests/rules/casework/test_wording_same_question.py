"""A body is not asked twice for the same thing by accident: likeness is measured, from nothing to the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.rules.casework.same_question import same_question

POLICY = "Please send the policy on the Prevent duty in force today, and the date on which it was adopted."


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (POLICY, 1.0, 1.0),
        ("please  SEND the policy on the Prevent duty, in force today; and the date on which it was adopted", 1.0, 1.0),
        ("Please send the policy on the Prevent duty in force now, and the date it was adopted.", 0.4, 0.95),
        ("Dear council, thank you for your letter of May. " * 5 + POLICY, 0.7, 0.95),
        ("How many parking fines did the council issue in 2025, and what was the total income?", 0.0, 0.05),
        ("", 0.0, 0.0),
        ("Prevent policy", 0.0, 0.1),
    ],
)
def test_likeness_follows_what_is_asked(other: str, least: float, most: float) -> None:
    assert least <= same_question(POLICY, other) <= most


def test_the_order_of_whole_questions_hardly_matters() -> None:
    first, second = "The risk assessment made under the duty.", "Training slides shown to council staff last year."
    assert same_question(f"{first} {second}", f"{second} {first}") > 0.6


@given(st.text(max_size=300), st.text(max_size=300))
def test_likeness_has_no_direction_and_stays_between_nothing_and_one(a: str, b: str) -> None:
    assert 0.0 <= same_question(a, b) <= 1.0
    assert same_question(a, b) == same_question(b, a)
