"""Whoever writes a request sees which placeholders it can have, with an example; others are refused with a reason."""

import pytest

from dueregard.rules.casework.placeholder_examples import request_examples, wrong_placeholders
from dueregard.rules.casework.wording import PLACEHOLDERS


def test_every_placeholder_of_a_request_has_an_example_without_braces() -> None:
    found = {one.name: one.example for one in request_examples({"panel": "Channel panel"})}
    assert found["body"] == "University of Northport"
    assert found["law_short"] == "FOIA"
    assert found["panel"] == "Channel panel"
    assert not any("{" in example for example in found.values())
    assert {"answered_on", "their_reference", "questions", "typed"}.isdisjoint(found)


@pytest.mark.parametrize("name", [one.name for one in request_examples()])
def test_what_is_listed_is_taken(name: str) -> None:
    assert wrong_placeholders(f"About {{{name}}}", f"1. Of {{{name}}}.") == ()


@pytest.mark.parametrize("name", sorted(PLACEHOLDERS.keys() - {one.name for one in request_examples()}))
def test_what_is_not_listed_is_refused_with_its_line(name: str) -> None:
    ((line, says),) = wrong_placeholders("Plain", f"1. One.\n2. Of {{{name}}}.")
    assert line == 2
    assert says.startswith(f"Line 2: {{{name}}} (")


def test_a_slip_of_the_pen_is_named_with_the_likely_word() -> None:
    assert wrong_placeholders("About {bodi}", "fine") == (
        (0, "Subject: {bodi} is not a placeholder. Did you mean {body}?"),
    )
