"""What differs between two entries of one body is asked, unless one of them says all that the other says."""

from datetime import date
from typing import Any

import pytest

from dueregard.rules.register.merging import COLUMNS, Side, both_have, differences, same_or_successive, unchosen

NOTHING: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {"opened_on": None, "closed_on": None}


def entry(**said: Any) -> dict[str, Any]:
    """Return what an entry says."""
    return NOTHING | {"name": "University of Northport", "kind": "university", "nation": "england"} | said


def asked(kept: dict[str, Any], other: dict[str, Any]) -> dict[str, Side | None]:
    """Return what is asked, each with what is suggested."""
    return {one.key: one.suggested for one in differences(kept, other)}


def test_two_entries_that_say_the_same_ask_nothing() -> None:
    assert asked(entry(), entry()) == {}


@pytest.mark.parametrize(
    ("kept", "other", "expected"),
    [
        (entry(), entry(name="Northport University"), {"name": None}),
        (entry(town="Northport"), entry(), {"town": Side.KEPT}),
        (entry(), entry(town="Northport"), {"town": Side.OTHER}),
        (entry(region="London"), entry(nation="wales"), {"place": None}),
        (entry(), entry(region="London", area_code="E09000001"), {"place": Side.OTHER}),
        (entry(), entry(opened_on=date(1990, 1, 1)), {"dates": Side.OTHER}),
        # An entry without a day of closing says that the body is open: a person knows which is true.
        (entry(), entry(closed_on=date(2020, 1, 1)), {"dates": None}),
        (entry(opened_on=date(1990, 1, 1)), entry(closed_on=date(2020, 1, 1)), {"dates": None}),
        (entry(prevent_duty="yes"), entry(prevent_duty="unconfirmed"), {"duty": None}),
        (entry(law_override="none", law_because="a company"), entry(), {"law": Side.KEPT}),
    ],
)
def test_only_an_entry_that_says_more_is_suggested(
    kept: dict[str, Any], other: dict[str, Any], expected: dict[str, Side | None]
) -> None:
    assert asked(kept, other) == expected


def test_every_column_of_the_register_that_a_person_reads_is_chosen_somewhere() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 16


def test_what_nobody_chose_is_named() -> None:
    found = differences(entry(), entry(name="Northport University", town="Northport"))
    assert unchosen(found, {"town": Side.OTHER}) == ["name"]


def test_codes_of_one_kind_in_both_entries_are_named_with_all_their_values() -> None:
    ours, theirs = [("gss", "E1"), ("gss", "E2"), ("urn", "1")], [("gss", "E3"), ("ods", "R")]
    assert both_have(ours, theirs) == {"gss": (["E1", "E2"], ["E3"])}


@pytest.mark.parametrize(
    ("follows", "way"),
    [
        ({}, []),
        ({"a": ["b"]}, ["a", "b"]),
        ({"b": ["a"]}, []),
        ({"a": ["x", "y"], "y": ["b"], "x": ["a"]}, ["a", "y", "b"]),
        ({"a": ["x"], "x": ["a"]}, []),  # a ring without the goal comes to an end
    ],
)
def test_bodies_one_after_the_other_are_found_through_those_between(
    follows: dict[str, list[str]], way: list[str]
) -> None:
    assert same_or_successive("a", "b", follows) == way
